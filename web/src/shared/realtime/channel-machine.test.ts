import { describe, expect, it } from "vitest";
import { CLOSE_CODES } from "@/shared/api/generated/channel";
import { makeEvent } from "../../../test/support/events";
import { CONNECTED, delay, has, lines, started } from "../../../test/support/machine";
import { fullBucket, jitteredDelay, takeToken, waitForTokens } from "./backoff";
import { advance } from "./channel-machine";
import { cursorText, initialState } from "./channel-state";
import { closeAction, retryAfterMs } from "./close-codes";

describe("connecting", () => {
  it("goes through replaying to live and says so in the console", () => {
    const channel = started();
    channel.greet(1);
    expect(channel.state().phase).toBe("replaying");
    channel.event(1);
    channel.live(1);
    expect(channel.state()).toMatchObject({ phase: "live", cursor: 1, epoch: "e1" });
    expect(lines(channel.effects)).toEqual([
      "[WS] Connected",
      "[WS] Message: connected",
      "[WS] Message: task_recovering",
      "[WS] Message: live",
    ]);
  });

  it("moves its cursor only when the reducer took the event", () => {
    const state = { ...initialState(0), phase: "live" as const, epoch: "e1" };
    const result = advance(
      state,
      { type: "frame", frame: makeEvent(1, "task_recovering", { reason: "" }) },
      { now: 0, random: 0, online: true },
    );
    expect(result.state.cursor).toBe(0);
  });

  it("asks again for an event that the reducer refused", () => {
    const channel = started();
    channel.greet();
    channel.live();
    const effects = channel.tell({ type: "refused" });
    expect(has(effects, "disconnect")).toBe(true);
    expect(channel.state()).toMatchObject({ phase: "backoff", cursor: 0 });
  });

  it("drops what it has and reconnects over a gap", () => {
    const channel = started();
    channel.greet();
    channel.event(1);
    expect(channel.event(1).filter(({ type }) => type === "deliver")).toEqual([]);
    channel.event(3);
    expect(channel.state()).toMatchObject({ phase: "backoff", cursor: 1 });
    expect(cursorText(channel.state())).toBe("e1.1");
  });

  it("advances over event types and ignores frame types that it does not know", () => {
    const channel = started();
    channel.greet();
    channel.frame({ type: "brand_new", seq: 1, data: {} });
    channel.frame({ type: "novelty" });
    expect(channel.state()).toMatchObject({ phase: "replaying", cursor: 1 });
  });

  it("reconnects when a heartbeat or the end of a replay shows it is behind", () => {
    for (const late of [
      { type: "hb", head: 5 },
      { type: "live", from: 0, to: 5 },
    ]) {
      const channel = started();
      channel.greet();
      channel.frame(late);
      expect(channel.state().phase).toBe("backoff");
    }
  });

  it("counts in the log it came from until a resync says otherwise", () => {
    const channel = started();
    channel.greet();
    channel.event(1);
    channel.close(1006);
    channel.tell({ type: "timer", name: "retry" });
    channel.frame({ ...CONNECTED, epoch: "e2" });
    channel.close(1006);
    expect(cursorText(channel.state())).toBe("e1.1");
  });

  it("starts over when the server resyncs", () => {
    const channel = started();
    channel.greet();
    channel.event(1);
    const effects = channel.frame({ type: "resync", reason: "epoch_changed", epoch: "e2", head: 9 });
    expect(effects).toContainEqual({ type: "deliver", item: { kind: "reset" } });
    expect(cursorText(channel.state())).toBe("e2.0");
  });

  it("gives up a silent connection after the deadline, and a quiet one after the watchdog", () => {
    const channel = started();
    channel.tell({ type: "opened" }, { type: "timer", name: "deadline" });
    expect(channel.state()).toMatchObject({ phase: "backoff", silentFailures: 1 });
    const live = started();
    live.greet();
    live.live();
    live.tell({ type: "timer", name: "watchdog" });
    expect(live.state().phase).toBe("backoff");
  });
});

describe("each close code", () => {
  it.each(Object.keys(CLOSE_CODES).map(Number))("%i has an action", (code) => {
    const channel = started();
    channel.greet();
    channel.live();
    channel.close(code);
    const expected = { final: "blocked" }[closeAction(code) as string] ?? "backoff";
    expect(channel.state().phase).toBe(expected);
  });

  it("ends at 1000 once everything has been taken, and only then", () => {
    const channel = started();
    channel.greet(2);
    channel.frame({ type: "current_status", as_of: 2, terminal: true });
    channel.event(1);
    channel.close(1000);
    expect(channel.state().phase).toBe("backoff");
    channel.tell({ type: "timer", name: "retry" });
    channel.greet(2);
    channel.event(2);
    channel.close(1000);
    expect(channel.state().phase).toBe("ended");
  });

  it("ends as well when the connection is lost after the last event", () => {
    const channel = started();
    channel.greet();
    channel.tell({ type: "taken", seq: 1, terminal: true });
    channel.close(1006);
    expect(channel.state().phase).toBe("ended");
  });

  it("comes back within five seconds after a restart and not before the time that a refusal names", () => {
    const restarted = started();
    restarted.greet();
    expect(delay(restarted.close(1012))?.ms).toBe(2500);
    const refused = started();
    refused.greet();
    expect(delay(refused.close(1013, '{"retry_after_ms": 7000}'))?.ms).toBeGreaterThanOrEqual(7000);
    expect(retryAfterMs("retry_after_ms=1500")).toBe(1500);
    expect(retryAfterMs("busy")).toBe(0);
  });

  it("refreshes the session once", () => {
    const channel = started();
    channel.greet();
    channel.close(4401);
    expect(channel.state().phase).toBe("backoff");
    channel.tell({ type: "timer", name: "retry" });
    channel.greet();
    channel.close(4401);
    expect(channel.state().phase).toBe("blocked");
  });

  it("keeps what the server said when it is final", () => {
    const channel = started();
    channel.greet();
    channel.frame({ type: "error", code: "no_such_task", message: "No such task.", retry: false });
    channel.close(4404);
    expect(channel.state()).toMatchObject({ phase: "blocked", error: { code: "no_such_task" } });
  });
});

describe("the page's own life", () => {
  it("connects at once when the network, the tab or the page comes back", () => {
    for (const type of ["online", "visible"] as const) {
      const channel = started();
      channel.greet();
      channel.close(1006);
      expect(has(channel.tell({ type }), "open")).toBe(true);
    }
    const channel = started();
    channel.greet();
    channel.tell({ type: "pagehide" });
    expect(channel.state().phase).toBe("idle");
    expect(has(channel.tell({ type: "pageshow" }), "open")).toBe(true);
  });

  it("asks a connection that slept for a sign of life", () => {
    const channel = started();
    channel.greet();
    channel.live();
    expect(channel.tell({ type: "visible" })).toEqual([
      { type: "send", frame: { type: "get_status" } },
      { type: "setTimer", name: "watchdog", ms: 5000 },
    ]);
  });

  it("gives a stream that slept the time for one comment", () => {
    const channel = started();
    channel.greet();
    channel.live();
    const state = { ...channel.state(), transport: "stream" as const };
    const { effects } = advance(state, { type: "visible" }, { now: 0, random: 0, online: true });
    expect(effects).toEqual([{ type: "setTimer", name: "watchdog", ms: 20_000 }]);
  });

  it("never gets past the bucket: ten attempts in any sixty seconds", () => {
    let bucket = fullBucket(0);
    const attempts: number[] = [];
    for (let now = 0; now < 300_000; now += 100) {
      if (waitForTokens(bucket, now) > 0) continue;
      bucket = takeToken(bucket, now);
      attempts.push(now);
    }
    for (const from of attempts)
      expect(attempts.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(10);
    expect(attempts.length).toBeGreaterThan(30);
  });

  it("lets no shortcut past the bucket", () => {
    const channel = started();
    for (let round = 0; round < 20; round += 1) {
      channel.close(1006);
      channel.tell({ type: "online" }, { type: "visible" });
    }
    const opened = channel.effects.filter(({ type }) => type === "open");
    expect(opened.length).toBeLessThanOrEqual(4);
  });

  it("waits anywhere between nothing and the bound, which doubles up to thirty seconds", () => {
    expect(jitteredDelay(0, 0)).toBe(0);
    expect(jitteredDelay(0, 0.999)).toBeLessThan(500);
    expect(jitteredDelay(3, 0.5)).toBe(2000);
    expect(jitteredDelay(40, 1)).toBe(30_000);
  });

  it("forgets its failures after an event or ten seconds of life, not when it opens", () => {
    const channel = started();
    channel.close(1006);
    channel.tell({ type: "timer", name: "retry" });
    channel.greet();
    expect(channel.state().failures).toBe(1);
    channel.tell({ type: "timer", name: "life" });
    expect(channel.state().failures).toBe(0);
  });
});
