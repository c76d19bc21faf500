"""The bot and the sandbox in one process, for demo, replay and tests."""
