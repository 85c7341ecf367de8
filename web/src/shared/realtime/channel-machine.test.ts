import { describe, expect, it } from "vitest";
import { CLOSE_CODES } from "@/shared/api/generated/channel";
import { makeEvent } from "../../../test/support/events";
import { fullBucket, jitteredDelay, takeToken } from "./backoff";
import { advance } from "./channel-machine";
import { type ChannelState, cursorText, type Effect, type Input, initialState } from "./channel-state";
import { closeAction, retryAfterMs } from "./close-codes";

const CONNECTED = { type: "connected", epoch: "e1", head: 0 };

/** A machine that can be talked to line by line; every event handed out is taken at once. */
function machine(random = 0.5) {
  let state: ChannelState = initialState(0);
  let now = 0;
  let online = true;
  const effects: Effect[] = [];
  function tell(...inputs: Input[]): Effect[] {
    const fresh: Effect[] = [];
    for (const input of inputs) {
      const result = advance(state, input, { now, random, online });
      state = result.state;
      fresh.push(...result.effects);
      for (const effect of result.effects) {
        if (effect.type === "deliver" && effect.item.kind === "event")
          fresh.push(...tell({ type: "taken", seq: effect.item.event.seq, terminal: false }));
      }
    }
    effects.push(...fresh);
    return fresh;
  }
  const frame = (body: object) => tell({ type: "frame", frame: body as never });
  return {
    tell,
    frame,
    event: (seq: number) => frame(makeEvent(seq, "task_recovering", { reason: "x" })),
    greet: (head = 0) => {
      tell({ type: "opened" });
      frame({ ...CONNECTED, head });
    },
    live: (to = 0) => frame({ type: "live", from: 0, to }),
    close: (code: number, reason = "") => tell({ type: "closed", code, reason }),
    wait: (ms: number) => {
      now += ms;
    },
    setOnline: (value: boolean) => {
      online = value;
    },
    state: () => state,
    effects,
  };
}

const has = (effects: readonly Effect[], type: Effect["type"]) =>
  effects.some((effect) => effect.type === type);
const lines = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === "log" ? [effect.line] : []));
const delay = (effects: readonly Effect[]) =>
  effects.find((effect) => effect.type === "setTimer" && effect.name === "retry") as
    | { ms: number }
    | undefined;

function started() {
  const it = machine();
  it.tell({ type: "start" });
  return it;
}

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

describe("stepping down", () => {
  const FALLBACK = "[WS] Error, will fallback to polling";

  function failing(channel: ReturnType<typeof started>, times: number, fail: () => void): void {
    for (let n = 0; n < times; n += 1) {
      if (channel.state().phase === "backoff") {
        channel.wait(10_000);
        channel.tell({ type: "timer", name: "retry" });
      }
      fail();
    }
  }

  it("happens after three connections in a row without a frame, and is said once", () => {
    const channel = started();
    failing(channel, 3, () => channel.close(1006));
    expect(channel.state()).toMatchObject({ transport: "longpoll", phase: "connecting" });
    expect(lines(channel.effects)).toEqual([FALLBACK]);
    expect(channel.effects.slice(-2).map(({ type }) => type)).toContain("poll");
  });

  it("waits longer for a server that was there before: it is away, not the transport", () => {
    const channel = started();
    channel.greet();
    failing(channel, 1, () => channel.close(1006));
    failing(channel, 5, () => channel.close(1006));
    expect(channel.state().transport).toBe("websocket");
    failing(channel, 1, () => channel.close(1006));
    expect(channel.state().transport).toBe("longpoll");
  });

  it("happens after three cuts within a minute, and not when they are further apart", () => {
    const quick = started();
    failing(quick, 3, () => {
      quick.greet();
      quick.close(1006);
    });
    expect(quick.state().transport).toBe("longpoll");
    const slow = started();
    failing(slow, 6, () => {
      slow.greet();
      slow.wait(40_000);
      slow.close(1006);
    });
    expect(slow.state().transport).toBe("websocket");
  });

  it("happens when the server asked for moderation three times in five minutes", () => {
    const channel = started();
    failing(channel, 3, () => {
      channel.greet();
      channel.wait(30_000);
      channel.close(4429);
    });
    expect(channel.state().transport).toBe("longpoll");
  });

  it("does not blame the transport for a missing network", () => {
    const channel = started();
    channel.setOnline(false);
    failing(channel, 6, () => channel.close(1006));
    expect(channel.state().transport).toBe("websocket");
  });

  it("is undone by a probe after a while or when the network comes back", () => {
    for (const input of [{ type: "timer", name: "probe" }, { type: "online" }] as Input[]) {
      const channel = started();
      failing(channel, 3, () => channel.close(1006));
      channel.wait(600_000);
      const effects = channel.tell(input);
      expect(channel.state()).toMatchObject({ transport: "websocket", probing: true });
      expect(has(effects, "connect")).toBe(true);
    }
  });

  it("goes back to polling at once, and in silence, when the probe fails", () => {
    const channel = started();
    failing(channel, 3, () => channel.close(1006));
    channel.wait(600_000);
    channel.tell({ type: "timer", name: "probe" });
    const effects = channel.close(1006);
    expect(channel.state().transport).toBe("longpoll");
    expect(has(effects, "poll")).toBe(true);
    expect(lines(effects)).toEqual([]);
  });

  it("polls at most four times a minute while nothing happens", () => {
    const channel = started();
    failing(channel, 3, () => channel.close(1006));
    const page = { epoch: "e1", next: "e1.0", head: 0, terminal: false, resync: null };
    const effects = channel.tell({ type: "pageEnd", page, events: 0 });
    expect(delay(effects)?.ms).toBe(15_000);
    channel.wait(25_000);
    channel.tell({ type: "timer", name: "retry" });
    channel.wait(25_000);
    expect(delay(channel.tell({ type: "pageEnd", page, events: 0 }))?.ms).toBe(0);
  });

  it("ends when a page carries the end", () => {
    const channel = started();
    failing(channel, 3, () => channel.close(1006));
    channel.tell({ type: "polled", event: makeEvent(1, "task_recovering", { reason: "" }) });
    const page = { epoch: "e1", next: "e1.1", head: 1, terminal: true, resync: null };
    channel.tell({ type: "pageEnd", page, events: 1 });
    expect(channel.state().phase).toBe("ended");
  });
});

describe("the page's own life", () => {
  it("connects at once when the network, the tab or the page comes back", () => {
    for (const type of ["online", "visible"] as const) {
      const channel = started();
      channel.greet();
      channel.close(1006);
      expect(has(channel.tell({ type }), "connect")).toBe(true);
    }
    const channel = started();
    channel.greet();
    channel.tell({ type: "pagehide" });
    expect(channel.state().phase).toBe("idle");
    expect(has(channel.tell({ type: "pageshow" }), "connect")).toBe(true);
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

  it("never gets past the bucket: ten attempts in any sixty seconds", () => {
    let bucket = fullBucket(0);
    const attempts: number[] = [];
    for (let now = 0; now < 300_000; now += 100) {
      const taken = takeToken(bucket, now);
      bucket = taken.bucket;
      if (taken.waitMs === 0) attempts.push(now);
    }
    for (const from of attempts)
      expect(attempts.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(10);
    expect(attempts.length).toBeGreaterThan(30);
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
