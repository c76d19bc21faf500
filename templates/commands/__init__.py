"""The words of help."""
