"""The words of nudges and the other things that the bot asks."""
