"""SQL behind the ports of `domain/ports/storage.py`, the same on SQLite and PostgreSQL."""
