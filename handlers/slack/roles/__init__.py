"""Slack: roles."""
