"""Measurements of what is promised, each beside a reference taken in the same run."""
