"""What an incident is and what should happen: pure decisions, no I/O, no clock, no environment."""
