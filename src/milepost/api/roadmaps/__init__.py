"""HTTP of roadmaps."""
