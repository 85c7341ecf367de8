/**
 * Holds two rules that a reader would otherwise have to: imports run shared → features → app and features do not
 * import each other; addresses of the server stand in the generated files only.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const src = resolve(dirname(fileURLToPath(import.meta.url)), "../src");
const GENERATED = join("shared", "api", "generated");
const RANK = { shared: 0, features: 1, app: 2 };

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.(ts|tsx)$/.test(entry.name)) yield path;
  }
}

const zone = (path) => path.split(sep);

function importProblem(file, specifier) {
  const target = specifier.startsWith("@/")
    ? specifier.slice(2).split("/").join(sep)
    : specifier.startsWith(".")
      ? relative(src, resolve(src, dirname(file), specifier))
      : undefined;
  if (target === undefined) return undefined;
  const [fromLayer, fromFeature] = zone(file);
  const [toLayer, toFeature] = zone(target);
  if (!(fromLayer in RANK) || !(toLayer in RANK)) return undefined;
  if (RANK[toLayer] > RANK[fromLayer]) return `${fromLayer} may not import ${toLayer}: ${specifier}`;
  if (fromLayer === "features" && toLayer === "features" && fromFeature !== toFeature)
    return `features may not import each other: ${specifier}`;
  return undefined;
}

const problems = [];
for (const path of sources(src)) {
  const file = relative(src, path);
  const text = readFileSync(path, "utf8");
  for (const [, specifier] of text.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)) {
    const problem = importProblem(file, specifier);
    if (problem) problems.push(`${file}: ${problem}`);
  }
  if (
    !file.startsWith(GENERATED) &&
    /\/(api|ws)\//.test(
      text.replace(/from ["'][^"']+["']|import\(["'][^"']+["']\)|import ["'][^"']+["']/g, ""),
    )
  )
    problems.push(`${file}: an address of the server; take it from the generated files`);
}

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
