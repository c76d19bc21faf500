"""Retention in SQL: what is held, pruned and erased."""
