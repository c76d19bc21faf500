"""The words of demo and replay."""
