/** A server in memory that tells one task's log through sockets and polls, and misbehaves on request. */
import type { EventPage, TaskEvent } from "@/shared/api/types";
import { applyEvent } from "@/shared/realtime/apply-event";
import type { ChannelPorts } from "@/shared/realtime/channel";
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
  closed: boolean;
};

const LATENCY_MS = 20;

export class SimulatedServer {
  /** When sockets and polls were asked for. */
  readonly attempts: number[] = [];
  readonly polls: number[] = [];
  readonly lines: string[] = [];
  epoch = "e1";
  open = 0;
  mostOpen = 0;
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
    openSocket: (url) => this.accept(url.split("?")[1] ?? "") as unknown as WebSocket,
    pollEvents: (_taskId, after, signal) => this.answerPoll(after, signal),
    readStatus: () => Promise.reject(new Error("not asked in this test")),
    now: () => Date.now(),
    random: () => Math.random(),
    isOnline: () => true,
    log: (line) => this.lines.push(line),
  };

  private accept(cursor: string): FakeSocket {
    const fault = this.faultOf(this.attempts.length);
    this.attempts.push(Date.now());
    const socket: FakeSocket = {
      closed: false,
      onopen: null,
      onmessage: null,
      onclose: null,
      send: () => undefined,
      close: () => this.leave(socket),
    };
    this.open += 1;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    setTimeout(() => this.serve(socket, fault, cursor), LATENCY_MS);
    return socket;
  }

  private leave(socket: FakeSocket): void {
    if (socket.closed) return;
    socket.closed = true;
    this.open -= 1;
  }

  private hangUp(socket: FakeSocket, code: number): void {
    if (socket.closed) return;
    this.leave(socket);
    socket.onclose?.call(socket as unknown as WebSocket, { code, reason: "" } as CloseEvent);
  }

  private serve(socket: FakeSocket, fault: Fault, cursor: string): void {
    if (socket.closed) return;
    if (fault.kind === "refuse") return this.hangUp(socket, 1006);
    socket.onopen?.call(socket as unknown as WebSocket, {} as Event);
    if (fault.kind === "silent") return;
    new SocketTeller(this, socket, fault, cursor).begin();
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
  drop(socket: FakeSocket, code: number): void {
    this.hangUp(socket, code);
  }

  private answerPoll(after: string | undefined, signal: AbortSignal): Promise<EventPage> {
    this.polls.push(Date.now());
    const from = Number((after ?? `${this.epoch}.0`).split(".").pop());
    const page = (): EventPage => ({
      epoch: this.epoch,
      events: this.log.slice(from, from + 500),
      next: `${this.epoch}.${Math.min(this.head(), from + 500)}`,
      head: this.head(),
      terminal: this.finished,
      resync: null,
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
}

/** Tells one socket the log, in the order of the contract. */
class SocketTeller {
  private sent = 0;
  private at: number;
  private readonly server: SimulatedServer;
  private readonly socket: FakeSocket;
  private readonly fault: Fault;

  constructor(server: SimulatedServer, socket: FakeSocket, fault: Fault, cursor: string) {
    this.server = server;
    this.socket = socket;
    this.fault = fault;
    this.at = Number(cursor.split(".").pop() || 0);
  }

  begin(): void {
    const { server, at } = this;
    const head = server.head();
    this.frame({ type: "connected", epoch: server.epoch, head, resume_from: at });
    this.frame({
      type: "current_status",
      ...server.status(),
      as_of: head,
    });
    this.tell();
    this.frame({ type: "live", from: at, to: head });
    if (this.endReached()) return;
    const unwatch = server.watch(() => {
      this.tell();
      this.endReached();
    });
    const beat = setInterval(() => {
      if (!this.socket.closed) return this.frame({ type: "hb", head: server.head() });
      unwatch();
      clearInterval(beat);
    }, 20_000);
  }

  private endReached(): boolean {
    if (!this.server.isFinished() || this.at < this.server.head()) return false;
    this.frame({ type: "closing", reason: "end", code: 1000 });
    this.server.drop(this.socket, 1000);
    return true;
  }

  private tell(): void {
    while (this.at < this.server.head() && !this.socket.closed) {
      this.at += 1;
      const { fault } = this;
      if (fault.kind === "skip" && fault.nth === this.at) continue;
      this.frame(this.server.eventAt(this.at));
      if (fault.kind === "repeat" && fault.nth === this.at) this.frame(this.server.eventAt(this.at));
    }
  }

  private frame(body: object): void {
    const { socket, fault } = this;
    if (socket.closed) return;
    socket.onmessage?.call(socket as unknown as WebSocket, { data: JSON.stringify(body) } as MessageEvent);
    this.sent += 1;
    if (fault.kind === "cut" && this.sent >= fault.afterFrames) this.server.drop(socket, fault.code);
  }
}
