"""The decisions: what an incident is, and what happens to it. No I/O, no clock, no environment."""
