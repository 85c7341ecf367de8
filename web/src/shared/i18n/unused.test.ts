import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { common } from "./messages/en/common";
import { pageMessages } from "./messages/en/pages";

const SRC = resolve(import.meta.dirname, "../..");

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== "messages") yield* sources(path);
    else if (/\.tsx?$/.test(entry.name) && !entry.name.includes(".test.")) yield readFileSync(path, "utf8");
  }
}

/** `tasks.step.queued` is also used where the code says `tasks.step.${step}`. */
function isUsed(key: string, code: string): boolean {
  if (code.includes(`"${key}"`)) return true;
  const parts = key.split(".");
  return parts.some((_, index) => index > 0 && code.includes(`\`${parts.slice(0, index).join(".")}.\${`));
}

describe("interface texts", () => {
  it("are all used somewhere", () => {
    const code = [...sources(SRC)].join("\n");
    const unused = Object.keys({ ...common, ...pageMessages }).filter((key) => !isUsed(key, code));
    expect(unused).toEqual([]);
  });
});
