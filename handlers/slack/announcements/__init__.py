"""Subscriptions and stakeholder updates in Slack, and the senders of messages outside the incident's channel."""
