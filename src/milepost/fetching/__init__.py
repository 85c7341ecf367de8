"""The way to the web: a fetcher that reaches public pages only, and what is built on it (ADR 0026)."""
