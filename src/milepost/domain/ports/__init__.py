"""What the rules need from outside, as protocols. Adapters implement them; wiring hands them out."""
