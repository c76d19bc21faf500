"""Slack: incidents."""
