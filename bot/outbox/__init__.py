"""What the world is to be shown: the messages of the outbox."""
