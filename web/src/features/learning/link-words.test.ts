import { describe, expect, it } from "vitest";
import type { Resource } from "@/shared/api/types";
import { t } from "@/shared/i18n/i18n";
import { linkWords } from "./link-words";

const resource = (fields: Partial<Resource>): Resource => ({
  title: "Loops",
  url: "https://guide.example/loops",
  kind: "tutorial",
  language: "en",
  free: true,
  check: "ok",
  checked_at: "2020-03-03",
  reason: null,
  missed_at: null,
  ...fields,
});

describe("what is said of a link", () => {
  it("gives the day on which it was found to work, or not to", () => {
    expect(linkWords(resource({}), t)).toBe("Link checked Mar 3, 2020");
    expect(linkWords(resource({ check: "dead", reason: "gone" }), t)).toBe(
      "The link did not work Mar 3, 2020",
    );
  });

  it("keeps that, and says when it could not be reached since", () => {
    const missed = { reason: "no_answer", missed_at: "2020-04-05" } as const;
    expect(linkWords(resource(missed), t)).toBe("Link checked Mar 3, 2020, could not be reached Apr 5, 2020");
    expect(linkWords(resource({ ...missed, check: "dead" }), t)).toBe(
      "The link did not work Mar 3, 2020, could not be reached Apr 5, 2020",
    );
  });

  it("promises nothing of a link that is not known to work", () => {
    expect(linkWords(resource({ check: "unknown", reason: "other_page" }), t)).toBe(
      "Another page stood there Mar 3, 2020",
    );
    expect(linkWords(resource({ check: "unknown", missed_at: "2020-04-05" }), t)).toBe(
      "Could not be reached Apr 5, 2020",
    );
    expect(linkWords(resource({ check: "unknown" }), t)).toBe("The link could not be checked");
    expect(linkWords(resource({ check: "not_checked", checked_at: null }), t)).toBe("Link not checked");
  });
});
