"""The words of Home."""
