// Generated from the contract documents of the server. Do not edit.

export const API_BASE = "/api/v1";
export const SOCKET_ADDRESS = "/api/v1/ws/{task_id}";
export const TRANSPORTS = {
  "events": "/api/v1/tasks/{task_id}/events",
  "stream": "/api/v1/tasks/{task_id}/stream"
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
  "cost_updated",
  "draft_reset",
  "edit_applied",
  "failed",
  "human_review_required",
  "intent_ready",
  "module_drafted",
  "partial_failure",
  "progress",
  "question_answered",
  "question_asked",
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
/** How long a client waits for what, and how often it tries; times in milliseconds. */
export const CLIENT_PACE = {
  "answer_ms": 5000,
  "better_transport_after_ms": 600000,
  "bucket_burst": 4,
  "bucket_refill_ms": 10000,
  "connect_deadline_ms": 10000,
  "cuts_limit": 3,
  "cuts_window_ms": 60000,
  "first_delay_ms": 500,
  "good_life_ms": 10000,
  "longest_delay_ms": 30000,
  "moderation_limit": 3,
  "moderation_window_ms": 300000,
  "poll_busy_spacing_ms": 500,
  "poll_idle_spacing_ms": 15000,
  "poll_limit": 500,
  "poll_wait_ms": 25000,
  "recovery_probe_ms": 5000,
  "restart_spread_ms": 5000,
  "silent_limit": 3,
  "silent_limit_once_worked": 6,
  "stream_comment_ms": 15000,
  "stream_silent_limit": 1,
  "stream_silent_limit_once_worked": 3,
  "watchdog_ms": 50000
} as const;
