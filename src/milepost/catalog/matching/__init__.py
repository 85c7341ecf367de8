"""What a goal in words means: its phrases, their evidence, and the goals of the catalog they speak for."""
