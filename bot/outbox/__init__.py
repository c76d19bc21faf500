"""The outbox: the messages that Slack should show."""
