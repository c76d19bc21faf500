"""Announcements, subscriptions to updates, and stakeholder updates."""
