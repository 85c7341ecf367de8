/** The sources of src/shared/api/generated/, made from the contract documents of the server. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import openapiTS, { astToString } from "openapi-typescript";

const HEADER = "// Generated from the contract documents of the server. Do not edit.\n";

/** Sort every object by key: the order in which the server lists things is not part of the contract. */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

function need(value, what) {
  if (value === undefined || value === null) throw new Error(`The contract has no ${what}.`);
  return value;
}

/** Paths without the common prefix, so that the prefix stands in one generated constant and nowhere else. */
function splitBase(paths) {
  const bases = new Set(Object.keys(paths).flatMap((path) => path.match(/^\/api\/v\d+(?=\/)/)?.[0] ?? []));
  if (bases.size !== 1)
    throw new Error(`Expected one API prefix, found: ${[...bases].join(", ") || "none"}.`);
  const [base] = bases;
  const kept = Object.entries(paths)
    .filter(([path]) => path.startsWith(`${base}/`))
    .map(([path, item]) => [path.slice(base.length), item]);
  return { base, paths: Object.fromEntries(kept) };
}

const constType = (schema) => schema.properties?.type?.const ?? schema.properties?.type?.enum?.[0];

function payloadOf(message, asyncapi) {
  const resolved = message.$ref ? atPointer(asyncapi, message.$ref) : message;
  const payload = need(resolved.payload, "payload of a message");
  return payload.$ref ? atPointer(asyncapi, payload.$ref) : payload;
}

function atPointer(document, pointer) {
  const parts = pointer.replace(/^#\//, "").split("/");
  return parts.reduce(
    (node, part) => need(node[part.replaceAll("~1", "/").replaceAll("~0", "~")], pointer),
    document,
  );
}

function frameTypes(messages, asyncapi) {
  const types = { server: [], event: [], client: [] };
  for (const [name, message] of Object.entries(messages)) {
    const schema = payloadOf(message, asyncapi);
    const variants = (schema.oneOf ?? schema.anyOf ?? [schema]).map((one) =>
      one.$ref ? atPointer(asyncapi, one.$ref) : one,
    );
    for (const variant of variants) {
      const type = need(constType(variant), `constant type of the message ${name}`);
      if (name.startsWith("client")) types.client.push(type);
      else if (variant.properties.seq && variant.properties.data) types.event.push(type);
      else types.server.push(type);
    }
  }
  return Object.fromEntries(Object.entries(types).map(([kind, list]) => [kind, [...new Set(list)].sort()]));
}

function channelSource(asyncapi, base) {
  const channel = need(asyncapi.channels?.taskEvents, "channel taskEvents");
  const query = Object.keys(need(channel.bindings?.ws?.query?.properties, "query of the channel")).sort();
  const types = frameTypes(need(channel.messages, "messages of the channel"), asyncapi);
  const closeCodes = need(channel["x-close-codes"] ?? asyncapi["x-close-codes"], "x-close-codes");
  const pace = need(channel["x-client-pace"] ?? asyncapi["x-client-pace"], "x-client-pace");
  const transports = need(channel["x-transports"] ?? asyncapi["x-transports"], "x-transports");
  const json = (value) => JSON.stringify(value, null, 2);
  return [
    HEADER,
    `export const API_BASE = ${json(base)};`,
    `export const SOCKET_ADDRESS = ${json(need(channel.address, "address of the channel"))};`,
    `export const TRANSPORTS = ${json(transports)} as const;`,
    `export const SOCKET_QUERY = ${json(Object.fromEntries(query.map((name) => [name, name])))} as const;`,
    `export const EVENT_TYPES = ${json(types.event)} as const;`,
    `export const SERVER_FRAME_TYPES = ${json(types.server)} as const;`,
    `export const CLIENT_FRAME_TYPES = ${json(types.client)} as const;`,
    "/** Close codes and what a client does on each. */",
    `export const CLOSE_CODES = ${json(Object.fromEntries(closeCodes.map(({ code, name, client }) => [code, { name, client }])))} as const;`,
    "/** How long a client waits for what, and how often it tries; times in milliseconds. */",
    `export const CLIENT_PACE = ${json(pace)} as const;`,
    "",
  ].join("\n");
}

async function schemaSource(openapi, paths) {
  const ast = await openapiTS(sorted({ ...openapi, paths }), {
    alphabetize: true,
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
  });
  return `${HEADER}\n${astToString(ast)}`;
}

/** Each generated file with its text; the same documents always give the same bytes. */
export async function generatedFiles(from) {
  const readDocument = (name) => JSON.parse(readFileSync(join(from, name), "utf8"));
  const openapi = readDocument("openapi.json");
  const { base, paths } = splitBase(need(openapi.paths, "paths"));
  return {
    "schema.ts": await schemaSource(openapi, paths),
    "channel.ts": channelSource(sorted(readDocument("asyncapi.json")), base),
  };
}
