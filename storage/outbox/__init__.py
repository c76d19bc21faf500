"""The outbox in SQL: its table, and the codec between messages and their columns."""
