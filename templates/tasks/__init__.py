"""The words of tasks and action items."""
