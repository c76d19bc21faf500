"""Everything that calls the service: what people do in Slack, the clock's tick, and the delivery of the outbox."""
