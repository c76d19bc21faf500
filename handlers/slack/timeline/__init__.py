"""Slack: timeline."""
