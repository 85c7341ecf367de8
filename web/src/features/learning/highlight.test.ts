import { describe, expect, it } from "vitest";
import { highlight } from "./highlight";

describe("coloured code", () => {
  it("keeps every character and names what the pieces are", async () => {
    const text = 'def greet(name):\n    return f"Hello {name}"  # politely\n';
    const pieces = (await highlight(text, "py")) ?? [];
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    expect(pieces.map(({ kind }) => kind)).toContain("keyword");
    expect(pieces.map(({ kind }) => kind)).toContain("comment");
  });

  it("leaves a language it does not know alone", async () => {
    expect(await highlight("x", "brainfuck")).toBeUndefined();
  });
});
