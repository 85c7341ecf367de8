import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TASK_ID, wholeRun } from "../../../test/support/events";
import { type Fault, SimulatedServer } from "../../../test/support/simulated-server";
import { applyEvent } from "./apply-event";
import type { Input } from "./channel-state";
import { createStreamRegistry } from "./stream-registry";
import { createTaskStream } from "./task-stream";
import { emptyTaskView } from "./task-view";

const HOUR_MS = 3_600_000;
const FALLBACK = "[WS] Error, will fallback to polling";
const events = wholeRun(4);
const whole = events.reduce(applyEvent, emptyTaskView(TASK_ID));

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Tell the whole log, one event each `everyMs`, while a stream looks on. */
async function follow(
  faultOf: (connection: number) => Fault,
  everyMs: number,
  happens: (n: number, server: SimulatedServer) => readonly Input[] = () => [],
) {
  const server = new SimulatedServer(faultOf);
  const stream = createTaskStream(TASK_ID, server.ports);
  const seen: number[] = [];
  stream.onEvent((event) => seen.push(event.seq));
  stream.channel.dispatch({ type: "start" });
  for (const [n, event] of events.entries()) {
    server.append(event);
    for (const input of happens(n, server)) stream.channel.dispatch(input);
    await vi.advanceTimersByTimeAsync(everyMs);
  }
  server.isOnline = true;
  server.pollsFail = false;
  stream.channel.dispatch({ type: "pageshow" });
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  return { server, stream, seen };
}

function attemptsAreBounded({ attempts }: SimulatedServer): boolean {
  const times = attempts.map(({ at }) => at);
  return times.every((from) => times.filter((at) => at >= from && at < from + 60_000).length <= 10);
}

/** What a browser does to a page. */
const pageLife = ["online", "visible", "pagehide", "pageshow"] as const;

const anyFault: fc.Arbitrary<Fault> = fc.oneof(
  fc.constant({ kind: "none" as const }),
  fc.constant({ kind: "refuse" as const }),
  fc.constant({ kind: "silent" as const }),
  fc.record({
    kind: fc.constant("cut" as const),
    afterFrames: fc.integer({ min: 1, max: 12 }),
    code: fc.constantFrom(1000, 1001, 1005, 1006, 1011, 1012, 1013, 1014, 4408, 4429),
  }),
  fc.record({
    kind: fc.constantFrom("skip" as const, "repeat" as const),
    nth: fc.integer({ min: 1, max: 26 }),
  }),
);

describe("a task followed to its end", () => {
  it("uses one socket, says the expected lines and stops when nothing disturbs it", async () => {
    const { server, stream } = await follow(() => ({ kind: "none" }), 100);
    expect(server.attempts).toHaveLength(1);
    expect(server.polls).toHaveLength(0);
    expect(server.lines.slice(0, 4)).toEqual([
      `[WS] Connecting to: ws://server/${TASK_ID}?`,
      "[WS] Connected",
      "[WS] Message: connected",
      "[WS] Message: current_status",
    ]);
    expect(server.lines).not.toContain(FALLBACK);
    expect(stream.snapshot()).toMatchObject({ ready: true, connection: { phase: "ended" } });
  });

  it("shows the same in the end whatever befalls its connections", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyFault, { maxLength: 12 }),
        fc.constantFrom(0, 50, 3_000),
        fc.array(fc.constantFrom("offline", "polls fail", "nothing", ...pageLife), { maxLength: 12 }),
        async (faults, everyMs, lives) => {
          const run = await follow(
            (n) => faults[n] ?? { kind: "none" },
            everyMs,
            (n, server) => {
              const life = lives[n] ?? "online";
              server.pollsFail = life === "polls fail";
              server.isOnline = life !== "offline" && (server.isOnline || life === "online");
              return pageLife.filter((type) => type === life).map((type) => ({ type }));
            },
          );
          const { task, connection } = run.stream.snapshot();
          expect(connection.phase).toBe("ended");
          expect(task).toEqual({ ...whole, roadmap_id: task.roadmap_id });
          expect(attemptsAreBounded(run.server)).toBe(true);
          expect(run.server.mostOpen).toBe(1);
          expect(run.server.sentTooLate).toBe(0);
          expect(run.seen).toEqual([...new Set(run.seen)].sort((a, b) => a - b));
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each<[string, Fault]>([
    ["refused", { kind: "refuse" }],
    ["silent", { kind: "silent" }],
    ["cut each time", { kind: "cut", afterFrames: 3, code: 1006 }],
    ["too slow each time", { kind: "cut", afterFrames: 4, code: 4429 }],
  ])("reaches the end by polling when sockets and streams are always %s", async (_name, fault) => {
    const { server, stream } = await follow(() => fault, 5_000);
    expect(server.polls.length).toBeGreaterThan(0);
    expect(stream.snapshot().task).toEqual({ ...whole, roadmap_id: stream.snapshot().task.roadmap_id });
    expect(server.lines.filter((line) => line === FALLBACK)).toHaveLength(1);
  });

  it("reaches the end by event stream when sockets are refused, and says once that it stepped down", async () => {
    const { server, stream } = await follow((n) => ({ kind: n < 3 ? "refuse" : "none" }), 5_000);
    expect(server.attempts.map(({ by }) => by)).toEqual(["websocket", "websocket", "websocket", "stream"]);
    expect(server.polls).toEqual([]);
    expect(stream.snapshot().task).toEqual({ ...whole, roadmap_id: stream.snapshot().task.roadmap_id });
    expect(server.lines.filter((line) => line === FALLBACK)).toHaveLength(1);
  });

  it("polls at most four times a minute while nothing happens, and returns to the socket", async () => {
    const server = new SimulatedServer((n) => ({ kind: n < 4 ? "refuse" : "none" }));
    const stream = createTaskStream(TASK_ID, server.ports);
    stream.channel.dispatch({ type: "start" });
    await vi.advanceTimersByTimeAsync(300_000);
    expect(stream.snapshot().connection).toMatchObject({ transport: "longpoll", phase: "live" });
    for (const from of server.polls)
      expect(server.polls.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(4);
    await vi.advanceTimersByTimeAsync(330_000);
    expect(stream.snapshot().connection).toMatchObject({ transport: "websocket", phase: "live" });
  });

  it("tells one-time listeners what came while it was away, and not the history", async () => {
    const server = new SimulatedServer((n) =>
      n === 0 ? { kind: "cut", afterFrames: 6, code: 1006 } : { kind: "none" },
    );
    for (const event of events.slice(0, 2)) server.append(event);
    const stream = createTaskStream(TASK_ID, server.ports);
    const heard: number[] = [];
    stream.onEvent(({ seq }) => heard.push(seq));
    stream.channel.dispatch({ type: "start" });
    await vi.advanceTimersByTimeAsync(100);
    expect(heard).toEqual([]);
    for (const event of events.slice(2, 6)) server.append(event);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(heard).toEqual([3, 4, 5, 6]);
  });
});

describe("the registry", () => {
  it("opens one socket however often a page mounts, and lets go some seconds after the last", async () => {
    const server = new SimulatedServer(() => ({ kind: "none" }));
    const registry = createStreamRegistry(server.ports);
    registry.use(TASK_ID)();
    const first = registry.use(TASK_ID);
    const second = registry.use(TASK_ID);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(server.attempts).toHaveLength(1);
    first();
    first();
    second();
    await vi.advanceTimersByTimeAsync(1_000);
    const again = registry.use(TASK_ID);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.attempts).toHaveLength(1);
    expect(server.open).toBe(1);
    again();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(server.open).toBe(0);
  });

  it("lets go of a page that is put aside, and continues from its cursor when it is shown again", async () => {
    const server = new SimulatedServer(() => ({ kind: "none" }));
    for (const event of events.slice(0, 2)) server.append(event);
    const registry = createStreamRegistry(server.ports);
    const release = registry.use(TASK_ID);
    await vi.advanceTimersByTimeAsync(100);
    window.dispatchEvent(new Event("pagehide"));
    expect(server.open).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.attempts).toHaveLength(1);
    window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
    expect(server.lines.at(-1)).toBe(`[WS] Connecting to: ws://server/${TASK_ID}?e1.2`);
    await vi.advanceTimersByTimeAsync(100);
    expect(server.open).toBe(1);
    release();
  });

  it.each([
    ["online", () => window.dispatchEvent(new Event("online"))],
    ["resume", () => document.dispatchEvent(new Event("resume"))],
    ["visibilitychange", () => document.dispatchEvent(new Event("visibilitychange"))],
  ])("asks for a sign of life at %s", async (_name, happens) => {
    const server = new SimulatedServer(() => ({ kind: "none" }));
    const registry = createStreamRegistry(server.ports);
    const release = registry.use(TASK_ID);
    await vi.advanceTimersByTimeAsync(100);
    const before = server.lines.length;
    happens();
    expect(server.lines.slice(before)).toEqual(["[WS] Message: current_status"]);
    release();
  });
});
