"""What happened: entries, the reactions they rest on, and how they are read."""
