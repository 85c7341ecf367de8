import { describe, expect, it } from "vitest";
import { TASK_ID } from "../../../test/support/events";
import type { Input } from "./channel-state";
import { openTransport, type TransportPorts } from "./transports";

const PAGE = { epoch: "e1", events: [], next: "e1.0", head: 0, terminal: false, resync: null };

/** Ports that answer even those who have left, as a network does. */
const ports: TransportPorts = {
  socketUrl: () => "ws://server/",
  openSocket: () => {
    throw new Error("not asked in this test");
  },
  streamEvents: async function* () {
    yield null;
    yield '{"type":"hb","head":0}';
  },
  pollEvents: () => Promise.resolve(PAGE),
  log: () => undefined,
};

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe.each([
  ["stream", ["alive", "frame", "closed"]],
  ["longpoll", ["pageStart", "pageEnd"]],
] as const)("the transport %s", (transport, told) => {
  it("tells what comes, to its end", async () => {
    const inputs: Input[] = [];
    const tell = (input: Input) => inputs.push(input);
    openTransport(transport, { taskId: TASK_ID, cursor: undefined, tell }, ports);
    await settled();
    expect(inputs.map(({ type }) => type)).toEqual(told);
  });

  it("tells nothing more once it was left", async () => {
    const inputs: Input[] = [];
    const tell = (input: Input) => inputs.push(input);
    openTransport(transport, { taskId: TASK_ID, cursor: undefined, tell }, ports).leave();
    await settled();
    expect(inputs).toEqual([]);
  });
});
