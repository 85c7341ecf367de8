import { act, renderHook } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { readSetting } from "@/shared/lib/settings";
import { makeEvent } from "../../../test/support/events";
import { useNotifications } from "./use-notifications";

const asked = makeEvent(9, "human_review_required", { review_id: "rev_1", round: 1, revision: 1 });
const shown: string[] = [];

function browser(answer: NotificationPermission, hidden: boolean) {
  class FakeNotification {
    static permission: NotificationPermission = "default";
    static async requestPermission() {
      FakeNotification.permission = answer;
      return answer;
    }
    constructor(text: string, { body }: NotificationOptions) {
      shown.push(`${text}: ${body}`);
    }
  }
  vi.stubGlobal("Notification", FakeNotification);
  vi.spyOn(document, "hidden", "get").mockReturnValue(hidden);
  return FakeNotification;
}

describe("notifications", () => {
  beforeEach(() => {
    localStorage.clear();
    shown.length = 0;
  });

  it("come only after they were asked for, and only while the page is out of sight", async () => {
    browser("granted", true);
    const { result } = renderHook(() => useNotifications());
    result.current.tell(asked, "Python");
    expect(shown).toEqual([]);
    await act(() => result.current.turnOn());
    result.current.tell(asked, "Python");
    expect(shown).toEqual(["Ready for your review: Python"]);
    vi.spyOn(document, "hidden", "get").mockReturnValue(false);
    result.current.tell(asked, "Python");
    expect(shown).toHaveLength(1);
  });

  it("can be turned off again, and are remembered", async () => {
    browser("granted", true);
    const { result } = renderHook(() => useNotifications());
    await act(() => result.current.turnOn());
    expect(readSetting("notify")).toBe("on");
    act(() => result.current.turnOff());
    expect(result.current.state).toBe("off");
    expect(readSetting("notify")).toBeUndefined();
  });

  it("say when the browser refuses them", async () => {
    browser("denied", true);
    const { result } = renderHook(() => useNotifications());
    await act(() => result.current.turnOn());
    expect(result.current).toMatchObject({ state: "blocked", refused: true });
  });
});
