"""The words of joining and leaving."""
