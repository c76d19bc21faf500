"""Slack: people."""
