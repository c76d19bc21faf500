"""Retention in SQL: pruning old data and erasing a person's data."""
