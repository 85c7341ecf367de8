"""The built-in planner and author: a curated graph of concepts, and all that is computed from it."""
