"""The text of updates."""
