"""Milepost turns a learning goal into a roadmap a person can follow, and shows it being made, live."""

__version__ = "0.1.0"
