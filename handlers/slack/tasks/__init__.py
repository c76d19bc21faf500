"""Slack: tasks."""
