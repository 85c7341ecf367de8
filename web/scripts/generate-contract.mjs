/**
 * Writes src/shared/api/generated/ from the contract documents of the server.
 *
 *   node scripts/generate-contract.mjs [--check]
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { generatedFiles } from "./generated-files.mjs";

const web = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const to = join(web, "src/shared/api/generated");
const files = await generatedFiles(resolve(web, "../contract"));

if (process.argv.includes("--check")) {
  const stale = Object.entries(files).filter(([name, text]) => {
    try {
      return readFileSync(join(to, name), "utf8") !== text;
    } catch {
      return true;
    }
  });
  if (stale.length > 0) {
    console.error(`Stale: ${stale.map(([name]) => name).join(", ")}. Run: npm run contract`);
    process.exit(1);
  }
} else {
  mkdirSync(to, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(to, name), text);
  console.log(`Wrote ${Object.keys(files).join(" and ")} to ${to}`);
}
