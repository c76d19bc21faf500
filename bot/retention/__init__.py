"""Archiving channels, deleting old data and erasing a person's data."""
