"""Language models behind the ports of planning: the gateway that asks them, and what asks through it."""
