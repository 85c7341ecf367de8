/**
 * Says of each contract whether the web app compiles against the client generated from it; no file is written.
 *
 *   node compile-page.mjs WEB_DIR UNCHANGED_CONTRACT_DIR CONTRACT_DIR…
 *
 * Of the unchanged one only those files are compiled that another contract has made fail: that the page compiles as a
 * whole is for its own check to say, here it shows that the errors are the contracts' doing.
 *
 * One language service checks them all, so that only what a contract changes is parsed and checked again.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [web, unchanged, ...contracts] = process.argv.slice(2);
const ts = createRequire(join(web, "package.json"))("typescript");
const { generatedFiles } = await import(pathToFileURL(join(web, "scripts/generated-files.mjs")).href);

const config = ts.readConfigFile(join(web, "tsconfig.json"), ts.sys.readFile);
const parsed = ts.parseJsonConfigFileContent(config.config, ts.sys, web);
const generated = join(web, "src/shared/api/generated");
const overlay = new Map();
let version = 0;

const service = ts.createLanguageService({
  getCompilationSettings: () => parsed.options,
  getCurrentDirectory: () => web,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  getScriptFileNames: () => parsed.fileNames,
  getScriptVersion: (name) => (overlay.has(name) ? String(version) : "0"),
  getScriptSnapshot: (name) => {
    const text = overlay.get(name) ?? ts.sys.readFile(name);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  fileExists: ts.sys.fileExists,
  readFile: ts.sys.readFile,
  readDirectory: ts.sys.readDirectory,
  directoryExists: ts.sys.directoryExists,
  getDirectories: ts.sys.getDirectories,
});

const own = parsed.fileNames.filter((name) => !name.startsWith(generated));
const textOf = new Map(own.map((name) => [name, ts.sys.readFile(name)]));
const committed = ["schema.ts", "channel.ts"].map((name) => ts.sys.readFile(join(generated, name))).join("\n");

/** The page's own files, those first that name something which the contract no longer has. */
function likelyFirst(files) {
  const words = (text) => new Set(text.match(/[\w{}/-]{3,}/g));
  const left = words(Object.values(files).join("\n"));
  const gone = [...words(committed)].filter((word) => !left.has(word));
  const namesOne = (name) => gone.some((word) => textOf.get(name).includes(word));
  return [...own.filter(namesOne), ...own.filter((name) => !namesOne(name))];
}

const failing = new Set();

/** The first error in these files, or null. */
function firstError(names) {
  const program = service.getProgram();
  for (const name of names) {
    const file = program.getSourceFile(name);
    const [error] = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    if (!error) continue;
    failing.add(name);
    return `${name}: ${ts.flattenDiagnosticMessageText(error.messageText, "\n")}`;
  }
  return null;
}

async function errorAgainst(contract, choose = likelyFirst) {
  let files;
  try {
    files = await generatedFiles(contract);
  } catch (error) {
    return String(error);
  }
  for (const [name, text] of Object.entries(files)) overlay.set(join(generated, name), text);
  version += 1;
  return firstError(choose(files));
}

const errors = {};
for (const contract of contracts) errors[contract] = await errorAgainst(contract);
errors[unchanged] = await errorAgainst(unchanged, () => failing);
console.log(JSON.stringify(errors));
