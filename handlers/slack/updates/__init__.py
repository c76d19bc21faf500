"""Posting updates in Slack."""
