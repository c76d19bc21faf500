"""What the bot asks, of whom and when."""
