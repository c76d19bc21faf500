"""The words of metrics."""
