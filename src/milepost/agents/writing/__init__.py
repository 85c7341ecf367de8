"""Writes what the catalog does not have, by asking a language model, and checks all of it before anybody reads it."""
