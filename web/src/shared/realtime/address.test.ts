import { describe, expect, it, vi } from "vitest";
import { SOCKET_ADDRESS, TRANSPORTS } from "@/shared/api/generated/channel";
import { socketUrl, streamUrl } from "./address";

const page = {
  protocol: "https:",
  host: "plans.example:8443",
  origin: "https://plans.example:8443",
} as Location;
const at = (address: string) => address.replace("{task_id}", "tsk_1");

describe("where the channel of a task is", () => {
  it("is the address of the contract, on the page's own origin", () => {
    vi.stubEnv("DEV", false);
    const socket = new URL(socketUrl("tsk_1", undefined, page));
    expect(socket.href).toBe(`wss://plans.example:8443${at(SOCKET_ADDRESS)}?include_history=true`);
    expect(new URL(streamUrl("tsk_1", undefined, page)).pathname).toBe(at(TRANSPORTS.stream));
    vi.unstubAllEnvs();
  });

  it("names the cursor to go on from, once there is one", () => {
    expect(new URL(socketUrl("tsk_1", "e1.7", page)).searchParams.get("last_event_id")).toBe("e1.7");
    expect(new URL(streamUrl("tsk_1", "e1.7", page)).searchParams.get("after")).toBe("e1.7");
  });
});
