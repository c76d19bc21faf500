"""The text of tasks and action items."""
