/** How much a page may load, gzipped. What belongs to a page is read from the build's own manifest. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const folder = "../src/milepost/static";
const manifest = JSON.parse(readFileSync(join(folder, ".vite/manifest.json"), "utf8"));

/** Files loaded with a chunk before it can run. */
function filesOf(key, seen = new Set()) {
  const chunk = manifest[key];
  if (chunk === undefined) throw new Error(`The build has no ${key}.`);
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const style of chunk.css ?? []) seen.add(style);
  for (const imported of chunk.imports ?? []) filesOf(imported, seen);
  return seen;
}

const entry = filesOf("index.html");
const beyond = (files, base) => [...files].filter((file) => !base.has(file));
const scripts = (files) => [...files].filter((file) => file.endsWith(".js"));
const styles = (files) => [...files].filter((file) => file.endsWith(".css"));
const paths = (files) => [...files].map((file) => join(folder, file));
const page = (name) => filesOf(`src/app/pages/${name}.tsx`);

const newPage = new Set([...entry, ...page("new-page")]);
const learning = filesOf("src/features/learning/components/markdown.tsx", page("concept-page"));

export default [
  { name: "entry", path: paths(scripts(entry)), limit: "120 kB", gzip: true },
  { name: "styles", path: paths(styles(entry)), limit: "10 kB", gzip: true },
  { name: "/app/new", path: paths(newPage), limit: "150 kB", gzip: true },
  { name: "learning adds", path: paths(beyond(learning, entry)), limit: "75 kB", gzip: true },
];
