"""HTTP of study."""
