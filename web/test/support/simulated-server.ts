/** A server in memory that tells one task's log through every transport, and misbehaves on request. */
import { ProblemError } from "@/shared/api/problem";
import type { EventPage, TaskEvent } from "@/shared/api/types";
import { applyEvent } from "@/shared/realtime/apply-event";
import type { ChannelPorts } from "@/shared/realtime/channel";
import type { StreamItem } from "@/shared/realtime/event-stream";
import { emptyTaskView, type TaskView } from "@/shared/realtime/task-view";
import { TASK_ID } from "./events";

/** What befalls one connection. */
export type Fault =
  | { kind: "none" }
  | { kind: "refuse" }
  | { kind: "silent" }
  | { kind: "cut"; afterFrames: number; code: number }
  | { kind: "skip"; nth: number }
  | { kind: "repeat"; nth: number };

type FakeSocket = Pick<WebSocket, "close" | "send" | "onopen" | "onmessage" | "onclose"> & {
  readyState: number;
};

/** One open connection, whatever carries it. */
interface Line {
  closed: boolean;
  say: (text: string) => void;
  hangUp: (code: number) => void;
}

const LATENCY_MS = 20;
const BEAT_MS = 15_000;

export class SimulatedServer {
  /** When sockets and streams were asked for, by their transport. */
  readonly attempts: { at: number; by: "websocket" | "stream" }[] = [];
  readonly polls: number[] = [];
  readonly lines: string[] = [];
  epoch = "e1";
  open = 0;
  mostOpen = 0;
  /** What clients sent over sockets that were closed already. */
  sentTooLate = 0;
  isOnline = true;
  pollsFail = false;
  private readonly log: TaskEvent[] = [];
  private readonly watchers = new Set<() => void>();
  private readonly faultOf: (connection: number) => Fault;

  constructor(faultOf: (connection: number) => Fault) {
    this.faultOf = faultOf;
  }

  append(event: TaskEvent): void {
    this.log.push(event);
    for (const watcher of [...this.watchers]) watcher();
  }

  private get finished(): boolean {
    return this.log.at(-1)?.type === "completed";
  }

  readonly ports: ChannelPorts = {
    socketUrl: (taskId, cursor) => `ws://server/${taskId}?${cursor ?? ""}`,
    openSocket: (url) => this.acceptSocket(url.split("?")[1] ?? "") as unknown as WebSocket,
    streamEvents: (_taskId, after, signal) => this.acceptStream(after ?? "0", signal),
    pollEvents: (_taskId, after, signal) => this.answerPoll(after, signal),
    readStatus: () => Promise.reject(new Error("not asked in this test")),
    now: () => Date.now(),
    random: () => Math.random(),
    isOnline: () => this.isOnline,
    log: (line) => this.lines.push(line),
  };

  private arrive(by: "websocket" | "stream"): Fault {
    const fault = this.isOnline ? this.faultOf(this.attempts.length) : ({ kind: "refuse" } as const);
    this.attempts.push({ at: Date.now(), by });
    this.open += 1;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    return fault;
  }

  private leave(line: Line): void {
    if (line.closed) return;
    line.closed = true;
    this.open -= 1;
  }

  private acceptSocket(cursor: string): FakeSocket {
    const fault = this.arrive("websocket");
    const line: Line = {
      closed: false,
      say: (text) => socket.onmessage?.call(self, { data: text } as MessageEvent),
      hangUp: (code) => {
        if (line.closed) return;
        this.leave(line);
        socket.onclose?.call(self, { code, reason: "retry_after_ms=300" } as CloseEvent);
      },
    };
    const socket: FakeSocket = {
      readyState: 1,
      onopen: null,
      onmessage: null,
      onclose: null,
      send: () => {
        if (line.closed) this.sentTooLate += 1;
        else line.say(JSON.stringify({ type: "current_status", ...this.status(), as_of: this.head() }));
      },
      close: () => this.leave(line),
    };
    const self = socket as unknown as WebSocket;
    setTimeout(() => {
      if (line.closed) return;
      if (fault.kind === "refuse") return line.hangUp(1006);
      socket.onopen?.call(self, {} as Event);
      if (fault.kind !== "silent") new Teller(this, line, fault, cursor).begin();
    }, LATENCY_MS);
    return socket;
  }

  private async *acceptStream(cursor: string, signal: AbortSignal): AsyncGenerator<StreamItem> {
    const fault = this.arrive("stream");
    const said: StreamItem[] = [];
    let wake = () => undefined as undefined;
    const line: Line = {
      closed: false,
      say: (text) => {
        said.push(text);
        wake();
      },
      hangUp: () => {
        this.leave(line);
        wake();
      },
    };
    signal.addEventListener("abort", () => line.hangUp(1006));
    setTimeout(() => {
      if (fault.kind === "refuse") line.hangUp(1006);
      else if (!line.closed && fault.kind !== "silent") new Teller(this, line, fault, cursor).begin();
    }, LATENCY_MS);
    while (!line.closed || said.length > 0) {
      yield* said.splice(0);
      if (line.closed || said.length > 0) continue;
      await new Promise<void>((resolve) => {
        wake = () => void resolve();
      });
    }
    if (fault.kind === "refuse")
      throw new ProblemError({ type: "unexpected", status: 502, detail: "Bad gateway" });
  }

  /** The rest of this class is what a teller needs. */
  head(): number {
    return this.log.length;
  }
  isFinished(): boolean {
    return this.finished;
  }
  status(): Pick<TaskView, "status" | "step" | "progress" | "roadmap_id" | "review_id" | "terminal"> {
    const view = this.log.reduce(applyEvent, emptyTaskView(TASK_ID));
    const { status, step, progress, review_id, terminal } = view;
    return { status, step, progress, review_id, terminal, roadmap_id: "rmp_1" };
  }
  eventAt(seq: number): TaskEvent {
    return this.log[seq - 1] as TaskEvent;
  }
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  private answerPoll(after: string | undefined, signal: AbortSignal): Promise<EventPage> {
    this.polls.push(Date.now());
    if (this.pollsFail || !this.isOnline)
      return Promise.reject(new ProblemError({ type: "network", status: 0, detail: "Nobody answers" }));
    const { seq: from, resync } = this.resume(after ?? "0");
    const page = (): EventPage => ({
      epoch: this.epoch,
      events: this.log.slice(from, from + 500),
      next: `${this.epoch}.${Math.min(this.head(), from + 500)}`,
      head: this.head(),
      terminal: this.finished,
      resync: resync ? "epoch_changed" : null,
    });
    return new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
      const answer = () => {
        unwatch();
        clearTimeout(timer);
        setTimeout(() => resolve(page()), LATENCY_MS);
      };
      const unwatch = this.watch(answer);
      const timer = setTimeout(answer, 25_000);
      if (this.head() > from || this.finished) answer();
    });
  }

  /** Where a cursor goes on, and whether it counts in another log. */
  resume(cursor: string): { seq: number; resync: boolean } {
    const [epoch, seq] = cursor.includes(".") ? cursor.split(".") : [this.epoch, cursor || "0"];
    const resync = epoch !== this.epoch || Number(seq) > this.head();
    return { seq: resync ? 0 : Number(seq), resync };
  }
}

/** Tells one line the log, in the order of the contract. */
class Teller {
  private sent = 0;
  private at: number;
  private readonly resync: boolean;
  private readonly server: SimulatedServer;
  private readonly line: Line;
  private readonly fault: Fault;

  constructor(server: SimulatedServer, line: Line, fault: Fault, cursor: string) {
    this.server = server;
    this.line = line;
    this.fault = fault;
    ({ seq: this.at, resync: this.resync } = server.resume(cursor));
  }

  begin(): void {
    const { server, at } = this;
    const head = server.head();
    this.frame({ type: "connected", epoch: server.epoch, head, resume_from: at });
    if (this.resync) this.frame({ type: "resync", reason: "epoch_changed", epoch: server.epoch, head });
    this.frame({ type: "current_status", ...server.status(), as_of: head });
    this.tell();
    this.frame({ type: "live", from: at, to: head });
    if (this.endReached()) return;
    const unwatch = server.watch(() => {
      this.tell();
      this.endReached();
    });
    const beat = setInterval(() => {
      if (!this.line.closed) return this.frame({ type: "hb", head: server.head() });
      unwatch();
      clearInterval(beat);
    }, BEAT_MS);
  }

  private endReached(): boolean {
    if (!this.server.isFinished() || this.at < this.server.head()) return false;
    this.frame({ type: "closing", reason: "end", code: 1000 });
    this.line.hangUp(1000);
    return true;
  }

  private tell(): void {
    while (this.at < this.server.head() && !this.line.closed) {
      this.at += 1;
      const { fault } = this;
      if (fault.kind === "skip" && fault.nth === this.at) continue;
      this.frame(this.server.eventAt(this.at));
      if (fault.kind === "repeat" && fault.nth === this.at) this.frame(this.server.eventAt(this.at));
    }
  }

  private frame(body: object): void {
    const { line, fault } = this;
    if (line.closed) return;
    line.say(JSON.stringify(body));
    this.sent += 1;
    if (fault.kind === "cut" && this.sent >= fault.afterFrames) line.hangUp(fault.code);
  }
}
