"""Requests in words for a change of a roadmap, read as operations."""
