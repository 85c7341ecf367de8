"""Whether a roadmap keeps its rules, found out from the roadmap alone."""
