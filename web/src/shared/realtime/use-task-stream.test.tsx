import { act, render, screen } from "@testing-library/react";
import { StrictMode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { consoleLines } from "@/shared/lib/console-ring";
import { TASK_ID } from "../../../test/support/events";
import { useTaskStream } from "./use-task-stream";

const opened: FakeSocket[] = [];

class FakeSocket {
  static readonly OPEN = 1;
  readonly readyState = 1;
  readonly url: string;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  close = vi.fn();
  send = vi.fn();
  constructor(url: string) {
    this.url = url;
    opened.push(this);
  }
  tell(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

function Status() {
  const { task, ready, connection } = useTaskStream(TASK_ID);
  return <p>{`${task.status} ${ready ? "ready" : "waiting"} ${connection.phase}`}</p>;
}

beforeEach(() => {
  opened.length = 0;
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.spyOn(console, "info").mockImplementation(() => undefined);
});
afterEach(() => vi.unstubAllGlobals());

describe("the live view of a task", () => {
  it("opens exactly one socket in strict mode, with two viewers, and shows the status before the history", async () => {
    render(
      <StrictMode>
        <Status />
        <Status />
      </StrictMode>,
    );
    await act(async () => undefined);
    expect(opened).toHaveLength(1);
    const socket = opened[0];
    expect(socket?.url).toMatch(new RegExp(`/${TASK_ID}\\?include_history=true$`));
    const progress = { done: 0, total: 3, pct: 0 };
    act(() => {
      socket?.onopen?.();
      socket?.tell({ type: "connected", epoch: "e1", head: 0 });
      socket?.tell({
        type: "current_status",
        status: "human_review_pending",
        step: "human_review",
        progress,
        roadmap_id: "rmp_1",
        review_id: "rev_1",
        as_of: 0,
        terminal: false,
      });
    });
    expect(screen.getAllByText("human_review_pending waiting replaying")).toHaveLength(2);
    act(() => socket?.tell({ type: "live", from: 0, to: 0 }));
    expect(screen.getAllByText("human_review_pending ready live")).toHaveLength(2);
    expect(consoleLines().map(({ text }) => text)).toEqual([
      `[WS] Connecting to: ${socket?.url}`,
      "[WS] Connected",
      "[WS] Message: connected",
      "[WS] Message: current_status",
      "[WS] Message: live",
    ]);
  });
});
