"""Searches of the web, a small file for each; none of them is asked unless one is chosen."""
