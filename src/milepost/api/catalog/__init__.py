"""The catalog over HTTP: what can be added to a roadmap."""
