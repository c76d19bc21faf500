"""Slack: metrics."""
