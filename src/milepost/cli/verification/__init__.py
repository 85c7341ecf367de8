"""`milepost verify`: the main job, done once against a live server, with the cause of whatever fails."""
