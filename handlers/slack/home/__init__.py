"""Slack: home."""
