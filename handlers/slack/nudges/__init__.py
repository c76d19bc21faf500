"""Slack: nudges."""
