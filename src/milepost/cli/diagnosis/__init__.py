"""`milepost doctor`: what is right and what is not with this machine and its data directory."""
