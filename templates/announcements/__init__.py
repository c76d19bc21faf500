"""The text of announcements, subscriptions and stakeholder updates."""
