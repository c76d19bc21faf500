"""Slack: review."""
