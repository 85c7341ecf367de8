import { describe, expect, it } from "vitest";
import { t } from "@/shared/i18n/i18n";
import { estimateWords, moneyWords, roundedTokens, writingWords } from "./cost-words";

const estimate = {
  model: "small",
  requests: 3,
  tokens: 12_345,
  least_tokens: 8_641,
  most_tokens: 16_049,
  micros: null,
  least_micros: null,
  most_micros: null,
  pieces_seen: 0,
};

describe("what models take, in words", () => {
  it("has two figures, as nobody knows more", () => {
    expect([7, 86, 864, 8_641, 123_456].map(roundedTokens)).toEqual([7, 86, 860, 8_600, 120_000]);
  });

  it("does not call a little money none", () => {
    expect(moneyWords(900, t)).toBe("less than $0.01");
    expect(moneyWords(0, t)).toBe("$0.00");
    expect(moneyWords(1_234_000, t)).toBe("$1.23");
  });

  it("says that a price is not known", () => {
    expect(estimateWords(estimate, t)).toBe("about 8,600 to 16,000 tokens");
    expect(writingWords({ parts: 3, from_catalog: 1, left_out: [], estimate }, t)).toEqual([
      "small needs about 8,600 to 16,000 tokens, going by what such requests usually take",
      "its price is not known",
      "1 part comes from the catalog for nothing",
    ]);
  });

  it("calls nothing free that only has nobody to write it", () => {
    const nobody = { parts: 3, left_out: [], estimate: null };
    expect(writingWords({ ...nobody, from_catalog: 3 }, t)).toEqual([
      "written from the built-in catalog at no cost",
    ]);
    expect(writingWords({ ...nobody, from_catalog: 1 }, t)).toEqual([
      "2 parts need a model, and none is chosen",
    ]);
  });
});
