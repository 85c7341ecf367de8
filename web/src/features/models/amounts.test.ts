import { describe, expect, it } from "vitest";
import { moneyText, readMoney, readTokens, tokensText } from "./amounts";

describe("amounts", () => {
  it("are read as people write them", () => {
    expect(["", " ", "2", "2.5", "0,000001", "0"].map(readMoney)).toEqual([
      null,
      null,
      2_000_000,
      2_500_000,
      1,
      0,
    ]);
    expect(["200 000", "1_000", ""].map(readTokens)).toEqual([200_000, 1_000, null]);
  });

  it("are refused where they are none", () => {
    expect(["-1", "two", "1e3", "1.2.3", "9999999999"].map(readMoney)).toEqual(Array(5).fill(undefined));
    expect(["1.5", "-2", "many"].map(readTokens)).toEqual(Array(3).fill(undefined));
  });

  it("come back as they were written", () => {
    for (const text of ["", "2.5", "0.000001", "1000"]) expect(moneyText(readMoney(text))).toBe(text);
    for (const text of ["", "200000"]) expect(tokensText(readTokens(text))).toBe(text);
  });
});
