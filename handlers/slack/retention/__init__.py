"""Slack: retention."""
