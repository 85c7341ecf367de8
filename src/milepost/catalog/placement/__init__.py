"""The placement quiz: which questions to ask, and what the answers say about what is known."""
