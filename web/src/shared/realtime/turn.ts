/** One turn of the machine: the state being made and the effects asked for, in order. */
import type { ChannelState, Delivery, Effect, Surroundings, TimerName } from "./channel-state";

export class Turn {
  readonly effects: Effect[] = [];
  state: ChannelState;
  readonly around: Surroundings;

  constructor(state: ChannelState, around: Surroundings) {
    this.state = state;
    this.around = around;
  }

  set(change: Partial<ChannelState>): void {
    this.state = { ...this.state, ...change };
  }

  effect(effect: Effect): void {
    this.effects.push(effect);
  }

  deliver(item: Delivery): void {
    this.effect({ type: "deliver", item });
  }

  log(line: string): void {
    this.effect({ type: "log", line });
  }

  timer(name: TimerName, ms: number): void {
    this.effect({ type: "setTimer", name, ms });
  }

  clear(...names: TimerName[]): void {
    for (const name of names) this.effect({ type: "clearTimer", name });
  }
}
