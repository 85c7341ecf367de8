"""A client of the live channel: every event of a task once and in order, whatever happens to connections."""
