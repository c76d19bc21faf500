"""Readers: whatever tells of an incident becomes one Case."""
