"""Measures what a delivered event and an idle socket cost the server, here and at peers under the same load."""
