import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import { afterEach, describe, expect, it } from "vitest";
import { formatDay, formatDuration, formatHours, formatSince } from "./format";
import { activate, t } from "./i18n";
import { common } from "./messages/en/common";
import { pageMessages } from "./messages/en/pages";
import { messages as chinese } from "./messages/zh/index";

const english = { ...common, ...pageMessages };

/** Compiled texts hold their values as `[name, …]` beside plain pieces of text. */
function valueNames(compiled: unknown): string[] {
  if (!Array.isArray(compiled)) return [];
  const names = compiled.flatMap((token) => {
    if (!Array.isArray(token)) return [];
    const branches = typeof token[2] === "object" && token[2] !== null ? Object.values(token[2]) : [];
    return [String(token[0]), ...branches.flatMap(valueNames)];
  });
  return [...new Set(names)].filter((name) => name !== "#").sort();
}

const isEmpty = (compiled: unknown) => !Array.isArray(compiled) || compiled.every((token) => token === "");
const asRecord = (messages: object) => messages as Record<string, unknown>;

describe("interface texts", () => {
  it("are all there in both languages", () => {
    expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort());
  });

  it("name the same values in both languages, and none is empty", () => {
    const wrong = Object.keys(english).filter((key) => {
      const [en, zh] = [asRecord(english)[key], asRecord(chinese)[key]];
      const unknown = valueNames(zh).some((name) => !valueNames(en).includes(name));
      return unknown || isEmpty(en) || isEmpty(zh);
    });
    expect(wrong).toEqual([]);
  });

  it("are compiled while bundling", () => {
    expect(asRecord(english)["time.hours"]).toEqual(compileMessageOrThrow("{hours} h"));
  });
});

describe("a page in a language", () => {
  afterEach(() => activate("en"));

  it("speaks English first and Chinese when asked", async () => {
    expect(t("nav.tasks")).toBe("Tasks");
    await activate("zh");
    expect(t("nav.tasks")).toBe("任务");
    expect(document.documentElement.lang).toBe("zh-CN");
  });

  it("counts in words", () => {
    expect(t("verdict.pace", { weeks: 1, hours: 6 })).toBe("1 week at 6 h");
    expect(t("verdict.pace", { weeks: 8, hours: 6 })).toBe("8 weeks at 6 h");
  });

  it("writes dates, hours and durations as its readers do", async () => {
    expect(formatDay("2026-03-14", new Date("2026-01-02T00:00:00"))).toBe("March 14");
    expect(formatDay("2027-03-14", new Date("2026-01-02T00:00:00"))).toBe("Mar 14, 2027");
    expect(formatHours(0.5)).toBe("0.5 h");
    expect(formatHours(42.4)).toBe("42 h");
    expect(formatDuration(400)).toBe("0.4 s");
    expect(formatDuration(185_000)).toBe("3 min 05 s");
    expect(formatSince("2026-01-02T10:00:00Z", new Date("2026-01-02T10:05:10Z"))).toBe("5 minutes ago");
    await activate("zh");
    expect(formatDay("2026-03-14", new Date("2026-01-02T00:00:00"))).toBe("3月14日");
    expect(formatHours(6)).toBe("6 小时");
  });
});
