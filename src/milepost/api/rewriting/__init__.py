"""HTTP of new versions."""
