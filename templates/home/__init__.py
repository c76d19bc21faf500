"""The text of Home."""
