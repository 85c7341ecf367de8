"""What a learner may change in a roadmap: the operations, how each is applied, and what it changes."""
