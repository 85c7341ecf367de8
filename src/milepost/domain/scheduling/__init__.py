"""Hours and weeks: what fits when, the verdict, times of study, and dates that move."""
