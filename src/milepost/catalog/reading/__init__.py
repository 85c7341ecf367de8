"""Takes a goal in words apart: hours a week, deadline, level, what is known, and what is to be learnt."""
