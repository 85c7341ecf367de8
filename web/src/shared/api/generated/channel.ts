// Generated from the contract documents of the server. Do not edit.

export const API_BASE = "/api/v1";
export const SOCKET_ADDRESS = "/api/v1/ws/{task_id}";
export const TRANSPORTS = {
  "events": "/api/v1/tasks/{task_id}/events"
} as const;
export const SOCKET_QUERY = {
  "include_history": "include_history",
  "last_event_id": "last_event_id"
} as const;
export const EVENT_TYPES = [
  "cancelled",
  "completed",
  "concept_complete",
  "concept_failed",
  "concept_start",
  "draft_reset",
  "edit_applied",
  "failed",
  "human_review_required",
  "intent_ready",
  "module_drafted",
  "partial_failure",
  "progress",
  "review_decided",
  "stage_drafted",
  "task_recovering",
  "validation_finished"
] as const;
export const SERVER_FRAME_TYPES = [
  "closing",
  "connected",
  "current_status",
  "error",
  "hb",
  "live",
  "pong",
  "resync"
] as const;
export const CLIENT_FRAME_TYPES = [
  "get_status",
  "ping"
] as const;
/** Close codes and what a client does on each. */
export const CLOSE_CODES = {
  "1000": {
    "name": "end",
    "client": "done"
  },
  "1001": {
    "name": "going_away",
    "client": "retry"
  },
  "1005": {
    "name": "lost",
    "client": "retry"
  },
  "1006": {
    "name": "lost",
    "client": "retry"
  },
  "1009": {
    "name": "too_large",
    "client": "final"
  },
  "1011": {
    "name": "internal",
    "client": "retry"
  },
  "1012": {
    "name": "restart",
    "client": "retry_spread"
  },
  "1013": {
    "name": "try_later",
    "client": "retry_after"
  },
  "1014": {
    "name": "lost",
    "client": "retry"
  },
  "4400": {
    "name": "bad_frame",
    "client": "final"
  },
  "4401": {
    "name": "no_session",
    "client": "refresh_session"
  },
  "4403": {
    "name": "forbidden",
    "client": "final"
  },
  "4404": {
    "name": "not_found",
    "client": "final"
  },
  "4408": {
    "name": "heartbeat_missed",
    "client": "retry_then_poll"
  },
  "4410": {
    "name": "gone",
    "client": "final"
  },
  "4429": {
    "name": "too_much",
    "client": "retry_then_poll"
  }
} as const;
