"""Pure rules: what a roadmap, a task, an event and a review are. No clock, network, database or randomness."""
