/** Where the channel of a task is: the contract's address, on this origin unless development says otherwise. */
import { SOCKET_ADDRESS, SOCKET_QUERY, TRANSPORTS } from "@/shared/api/generated/channel";

const DEVELOPMENT_SERVER = "ws://localhost:8000";

function socketOrigin(page: Location): string {
  const chosen = import.meta.env.VITE_WS_URL as string | undefined;
  if (chosen) return chosen.replace(/\/+$/, "");
  // In development the page comes from Vite; the socket goes past it, so that no proxy can break it.
  if (import.meta.env.DEV) return DEVELOPMENT_SERVER;
  return `${page.protocol === "https:" ? "wss:" : "ws:"}//${page.host}`;
}

const ofTask = (address: string, taskId: string) => address.replace("{task_id}", encodeURIComponent(taskId));

/** The page always asks for the history; a cursor, once there is one, wins over it. */
export function socketUrl(taskId: string, cursor: string | undefined, page: Location = location): string {
  const query = new URLSearchParams({ [SOCKET_QUERY.include_history]: "true" });
  if (cursor !== undefined) query.set(SOCKET_QUERY.last_event_id, cursor);
  return `${socketOrigin(page)}${ofTask(SOCKET_ADDRESS, taskId)}?${query}`;
}

export function streamUrl(taskId: string, cursor: string | undefined, page: Location = location): string {
  return `${page.origin}${ofTask(TRANSPORTS.stream, taskId)}?${new URLSearchParams({ after: cursor ?? "0" })}`;
}
