/** The three ways to a task's log, each from one opening to its end. They tell what comes; what to do is not theirs. */
import { CLIENT_PACE as PACE } from "@/shared/api/generated/channel";
import { toProblem } from "@/shared/api/problem";
import type { ClientFrame, EventPage } from "@/shared/api/types";
import type { IncomingFrame, Input, Transport } from "./channel-state";
import { LOST } from "./close-codes";
import type { StreamItem } from "./event-stream";

/** What the transports touch outside; a test hands in its own. */
export interface TransportPorts {
  openSocket: (url: string) => WebSocket;
  socketUrl: (taskId: string, cursor: string | undefined) => string;
  streamEvents: (taskId: string, after: string | undefined, signal: AbortSignal) => AsyncIterable<StreamItem>;
  pollEvents: (taskId: string, after: string | undefined, signal: AbortSignal) => Promise<EventPage>;
  log: (line: string) => void;
}

export interface Connection {
  /** Leave it; nothing more is told. */
  leave: () => void;
  send: (frame: ClientFrame) => void;
}

interface Opening {
  taskId: string;
  cursor: string | undefined;
  tell: (input: Input) => void;
}

export function openTransport(transport: Transport, opening: Opening, ports: TransportPorts): Connection {
  if (transport === "websocket") return openSocket(opening, ports);
  const abort = new AbortController();
  const { signal } = abort;
  const tell = (input: Input) => {
    if (!signal.aborted) opening.tell(input);
  };
  const read = transport === "stream" ? readStream : readPage;
  void read({ ...opening, tell }, ports, signal).catch((error: unknown) => tell(failureOf(error)));
  return { leave: () => abort.abort(), send: () => undefined };
}

function openSocket({ taskId, cursor, tell }: Opening, ports: TransportPorts): Connection {
  const url = ports.socketUrl(taskId, cursor);
  ports.log(`[WS] Connecting to: ${url}`);
  const socket = ports.openSocket(url);
  socket.onopen = () => tell({ type: "opened" });
  socket.onmessage = ({ data }) => tell(readFrame(data));
  socket.onclose = ({ code, reason }) => tell({ type: "closed", code, reason });
  return {
    leave: () => {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    },
    send: (frame) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(frame)),
  };
}

async function readStream(
  { taskId, cursor, tell }: Opening,
  ports: TransportPorts,
  signal: AbortSignal,
): Promise<void> {
  for await (const item of ports.streamEvents(taskId, cursor, signal))
    tell(item === null ? { type: "alive" } : readFrame(item));
  tell({ type: "closed", code: LOST, reason: "" });
}

async function readPage(
  { taskId, cursor, tell }: Opening,
  ports: TransportPorts,
  signal: AbortSignal,
): Promise<void> {
  const { events, epoch, head, terminal, resync } = await ports.pollEvents(taskId, cursor, signal);
  tell({ type: "pageStart", epoch });
  if (resync !== null) tell({ type: "frame", frame: { type: "resync", reason: resync, epoch, head } });
  for (const frame of events) tell({ type: "frame", frame });
  tell({ type: "pageEnd", head, terminal, events: events.length });
}

function readFrame(data: unknown): Input {
  try {
    const frame: unknown = JSON.parse(String(data));
    if (typeof frame === "object" && frame !== null && "type" in frame && typeof frame.type === "string")
      return { type: "frame", frame: frame as IncomingFrame };
  } catch {
    // Falls through: it is as useless as a frame without a type.
  }
  return { type: "malformed" };
}

const FINAL_STATUSES: readonly number[] = [400, 401, 403, 404, 410, 422];

/** A refusal is final when the server itself spoke: what stands in between may answer 403 to one transport alone. */
function failureOf(error: unknown): Input {
  const { status, type, detail, retryAfterSeconds = 0 } = toProblem(error);
  const final = FINAL_STATUSES.includes(status) && type !== "unexpected";
  const retryAfterMs = Math.min(retryAfterSeconds * 1000, PACE.better_transport_after_ms);
  return { type: "failed", retryAfterMs, error: { code: type, message: detail, final } };
}
