"""Slack: search."""
