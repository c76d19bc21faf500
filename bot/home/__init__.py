"""App Home: one person's incidents, action items and reviews."""
