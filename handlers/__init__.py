"""The entrances (Slack, the command line, the clock) and the delivery of the outbox."""
