/** The channel's machine by itself, told what happens line by line. */
import { advance } from "@/shared/realtime/channel-machine";
import { type ChannelState, type Effect, type Input, initialState } from "@/shared/realtime/channel-state";
import { makeEvent } from "./events";

export const CONNECTED = { type: "connected", epoch: "e1", head: 0 };

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

export const has = (effects: readonly Effect[], type: Effect["type"]) =>
  effects.some((effect) => effect.type === type);
export const lines = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === "log" ? [effect.line] : []));
export const delay = (effects: readonly Effect[]) =>
  effects.find((effect) => effect.type === "setTimer" && effect.name === "retry") as
    | { ms: number }
    | undefined;

/** A machine that has begun to connect. */
export function started() {
  const it = machine();
  it.tell({ type: "start" });
  return it;
}
