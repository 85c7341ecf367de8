"""What language models will take and have taken, in tokens and in money; pure figures, no library of models."""
