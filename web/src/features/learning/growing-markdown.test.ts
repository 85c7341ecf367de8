import { describe, expect, it } from "vitest";
import { closedMarkdown } from "./growing-markdown";

describe("a text that is still being written", () => {
  it("has its open code block closed with the same fence", () => {
    expect(closedMarkdown("Look:\n\n```python\nprint(1")).toBe("Look:\n\n```python\nprint(1\n```");
    expect(closedMarkdown("~~~~\na\n~~~\nb")).toBe("~~~~\na\n~~~\nb\n~~~~");
    expect(closedMarkdown("```\na\n```\n\nThen")).toBe("```\na\n```\n\nThen");
  });

  it("shows no sign of what has only begun", () => {
    expect(closedMarkdown("One.\n\n##")).toBe("One.\n");
    expect(closedMarkdown("One.\n\n``")).toBe("One.\n");
    expect(closedMarkdown("- one\n-")).toBe("- one");
  });

  it("has emphasis and code within a line closed", () => {
    expect(closedMarkdown("A **bold wor")).toBe("A **bold wor**");
    expect(closedMarkdown("Call `print(")).toBe("Call `print(`");
    expect(closedMarkdown("Two ** stars in `**` code")).toBe("Two ** stars in `**` code**");
    expect(closedMarkdown("**whole** and `whole`")).toBe("**whole** and `whole`");
  });

  it("leaves every whole text as it is", () => {
    const text = "## Why\n\nBecause *it* is.\n\n1. One\n2. Two\n\n```js\nlet a = `b`;\n```\n";
    expect(closedMarkdown(text)).toBe(text);
  });
});
