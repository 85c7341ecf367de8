import { describe, expect, it } from "vitest";
import { redact, redactText } from "./report";

describe("a problem report", () => {
  it.each([
    ["Authorization: Bearer abc.def-123", "abc.def"],
    ["Cookie: session=s3cr3t", "s3cr3t"],
    ['{"api_key": "sk-abcdef123456"}', "abcdef123456"],
    ["using sk-abcdefgh12345678 now", "abcdefgh12345678"],
    ["mail ada@example.org about it", "ada@"],
    ["at /home/ada/project/file.py", "ada"],
    ["https://host/app?token=t0ken&x=1", "t0ken"],
  ])("keeps no secret of %s", (text, secret) => {
    expect(redactText(text)).not.toContain(secret);
  });

  it("leaves the rest as it was", () => {
    const report = { task_id: "tsk_1", console: [{ text: "[WS] Connected" }], count: 3, server: null };
    expect(redact(report)).toEqual(report);
  });
});
