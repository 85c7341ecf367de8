"""Trials by fire, beside the tests: each breaks something on purpose and judges what comes of it."""
