"""Status updates, and when the next one is due."""
