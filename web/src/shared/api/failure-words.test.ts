import { afterEach, describe, expect, it } from "vitest";
import { activate, loadPageTexts, t } from "@/shared/i18n/i18n";
import { failureWords, unitFailureWords } from "./failure-words";

describe("why a run or a part of it failed", () => {
  afterEach(() => activate("en"));

  it("is said in the learner's language, with the next step", async () => {
    await loadPageTexts();
    await activate("zh");
    expect(failureWords("internal", "The work was begun 5 times …", t)).toContain("请重试");
    expect(failureWords("run-lost", "The work was begun 5 times …", t)).toContain("重试");
    expect(unitFailureWords("internal: KeyError", t)).toContain("服务器内部出错");
    expect(unitFailureWords("concept-not-in-catalog: The catalog has …", t)).toBe(
      "目录里没有这个知识点的内容。",
    );
  });

  it("is left as the server put it where its type is not known", () => {
    expect(failureWords("brand-new", "It rained.", t)).toBe("It rained.");
    expect(failureWords(undefined, null, t)).toBeUndefined();
    expect(unitFailureWords("too few items", t)).toBe("too few items");
    expect(unitFailureWords(null, t)).toBeUndefined();
  });
});
