"""The words of what a search found."""
