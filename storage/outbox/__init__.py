"""The outbox in SQL: the queue, delivered messages, messages that people can answer, and the codec."""
