"""Crash points: one scripted task is killed at each place where a kill can make a difference, one place at a time."""
