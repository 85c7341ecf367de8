"""From the event log to whoever watches: one hub per process, WebSocket and long-poll on the same cursor."""
