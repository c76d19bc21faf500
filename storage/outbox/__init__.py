"""The outbox in SQL: the queue, where each message stands in Slack, what people may answer, and the codec."""
