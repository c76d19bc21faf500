"""Slack: announcements."""
