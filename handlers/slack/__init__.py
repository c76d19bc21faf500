"""Slack: listeners, forms, messages, and the senders of the outbox."""
