"""Learns what words speak for which goal, from sentences; the weights are stored with the core pack."""
