"""Packs from their files: read, checked, translated, and kept as an index."""
