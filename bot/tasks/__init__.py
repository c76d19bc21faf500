"""Tasks during an incident, and action items after it."""
