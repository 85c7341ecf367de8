import { describe, expect, it } from "vitest";
import { CONNECTED, delay, has, lines, started } from "../../../test/support/machine";
import type { Input } from "./channel-state";

describe("stepping down", () => {
  const FALLBACK = "[WS] Error, will fallback to polling";
  const PAGE_END = { type: "pageEnd", head: 0, terminal: false, events: 0 } as const;
  const FAILED = {
    type: "failed",
    retryAfterMs: 0,
    error: { code: "unexpected", message: "", final: false },
  } as const;

  function failing(channel: ReturnType<typeof started>, times: number, fail: () => void): void {
    for (let n = 0; n < times; n += 1) {
      if (channel.state().phase === "backoff") {
        channel.wait(10_000);
        channel.tell({ type: "timer", name: "retry" });
      }
      fail();
    }
  }

  /** On the event stream, as after three refused sockets. */
  function streaming() {
    const channel = started();
    failing(channel, 3, () => channel.close(1006));
    expect(channel.state()).toMatchObject({ transport: "stream", phase: "connecting" });
    return channel;
  }

  function polling() {
    const channel = streaming();
    channel.wait(10_000);
    channel.tell(FAILED);
    expect(channel.state()).toMatchObject({ transport: "longpoll", phase: "connecting" });
    return channel;
  }

  it("happens after three sockets in a row without a frame, and is said once", () => {
    const channel = streaming();
    expect(lines(channel.effects)).toEqual([FALLBACK]);
    expect(has(channel.effects.slice(-1), "open")).toBe(true);
  });

  it("leaves a silent stream at once, without another word", () => {
    expect(lines(polling().effects)).toEqual([FALLBACK]);
    const silent = streaming();
    silent.wait(10_000);
    silent.tell({ type: "timer", name: "deadline" });
    expect(silent.state().transport).toBe("longpoll");
  });

  it("shows no frame of a stream in the console, and lives by its comments", () => {
    const channel = streaming();
    channel.frame(CONNECTED);
    channel.live();
    expect(lines(channel.effects)).toEqual([FALLBACK]);
    expect(channel.tell({ type: "alive" })).toEqual([{ type: "setTimer", name: "watchdog", ms: 50_000 }]);
  });

  it("takes what a stream said for the close that it cannot have", () => {
    const channel = streaming();
    channel.frame(CONNECTED);
    channel.frame({ type: "closing", reason: "restart", code: 1012 });
    expect(delay(channel.close(1006))?.ms).toBe(2500);
    const gone = streaming();
    gone.frame({ type: "error", code: "task-deleted", message: "", retry: false });
    gone.close(1006);
    expect(gone.state()).toMatchObject({ phase: "blocked", error: { code: "task-deleted" } });
  });

  it("waits longer for a server that was there before: it is away, not the transport", () => {
    const channel = started();
    channel.greet();
    failing(channel, 6, () => channel.close(1006));
    expect(channel.state().transport).toBe("websocket");
    failing(channel, 1, () => channel.close(1006));
    expect(channel.state().transport).toBe("stream");
  });

  it("happens after three cuts within a minute, and not when they are further apart", () => {
    const quick = started();
    failing(quick, 3, () => {
      quick.greet();
      quick.close(1006);
    });
    expect(quick.state().transport).toBe("stream");
    const slow = started();
    failing(slow, 6, () => {
      slow.greet();
      slow.wait(40_000);
      slow.close(1006);
    });
    expect(slow.state().transport).toBe("websocket");
  });

  it("goes straight to polling when the server asked for less three times in five minutes", () => {
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

  it.each([
    ["stream", streaming],
    ["longpoll", polling],
  ] as const)("is undone from %s by a probe after a while or when the network comes back", (from, lower) => {
    for (const input of [{ type: "timer", name: "probe" }, { type: "online" }] as Input[]) {
      const channel = lower();
      channel.wait(600_000);
      const effects = channel.tell(input);
      expect(channel.state()).toMatchObject({ transport: "websocket", returnTo: from });
      expect(has(effects, "open")).toBe(true);
    }
  });

  it("goes back at once, and in silence, when the probe fails", () => {
    const channel = streaming();
    channel.wait(600_000);
    channel.tell({ type: "timer", name: "probe" });
    const effects = channel.close(1006);
    expect(channel.state().transport).toBe("stream");
    expect(has(effects, "open")).toBe(true);
    expect(lines(effects)).toEqual([]);
  });

  it("probes only when there is a token for the way back too", () => {
    const channel = streaming();
    channel.tell({ type: "online" });
    channel.close(1006);
    expect(has(channel.tell({ type: "online" }), "open")).toBe(false);
    expect(channel.state().transport).toBe("stream");
  });

  it("polls at most four times a minute while nothing happens", () => {
    const channel = polling();
    expect(delay(channel.tell(PAGE_END))?.ms).toBe(15_000);
    channel.wait(25_000);
    channel.tell({ type: "timer", name: "retry" });
    channel.wait(25_000);
    expect(delay(channel.tell(PAGE_END))?.ms).toBe(0);
  });

  it("takes a page that brings nothing although there is more for a loss, not for a reason to ask at once", () => {
    const channel = polling();
    channel.tell({ ...PAGE_END, head: 3 });
    expect(channel.state().phase).toBe("backoff");
  });

  it("ends when a page carries the end", () => {
    const channel = polling();
    channel.tell({ type: "pageStart", epoch: "e1" });
    channel.event(1);
    channel.tell({ type: "pageEnd", head: 1, terminal: true, events: 1 });
    expect(channel.state().phase).toBe("ended");
  });
});
