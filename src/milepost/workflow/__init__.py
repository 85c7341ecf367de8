"""What happens, in which order, and survives a crash: commands, runs and their recovery."""
