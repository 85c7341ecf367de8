"""`milepost generate`: a goal becomes a roadmap, watched and decided at a terminal."""
