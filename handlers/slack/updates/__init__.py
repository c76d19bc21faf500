"""Slack: updates."""
