"""From matched goals to a plan: what to take, in which order, in which parts."""
