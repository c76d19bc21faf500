"""The text of metrics."""
