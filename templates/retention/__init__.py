"""The words of archiving."""
