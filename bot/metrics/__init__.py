"""Key moments, durations and figures over many incidents."""
