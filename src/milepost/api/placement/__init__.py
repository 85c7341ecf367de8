"""The placement quiz over HTTP."""
