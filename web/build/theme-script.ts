/** Puts the small script that sets theme and language before the first paint in front of everything else. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Plugin, transformWithOxc } from "vite";

const SOURCE = resolve(import.meta.dirname, "../src/app/before-paint.js");

export function themeScript(): Plugin {
  let building = false;
  let code = "";
  // A file of its own with a hash in its name, so that a strict content policy and long caching both hold.
  const fileName = () =>
    `assets/before-paint-${createHash("sha256").update(code).digest("hex").slice(0, 8)}.js`;
  return {
    name: "theme-script",
    configResolved(config) {
      building = config.command === "build";
    },
    async buildStart() {
      ({ code } = await transformWithOxc(readFileSync(SOURCE, "utf8"), SOURCE, { sourcemap: false }));
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName: fileName(), source: code });
    },
    transformIndexHtml() {
      const script = building ? { attrs: { src: `/${fileName()}` } } : { children: code };
      return [{ tag: "script", ...script, injectTo: "head-prepend" as const }];
    },
  };
}
