"""Chaos: Milepost as real processes under every fault at once, watched by clients that write down what they get."""
