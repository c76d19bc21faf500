"""Key moments, durations and targets of an incident, and stats over many."""
