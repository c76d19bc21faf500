"""The words of updates."""
