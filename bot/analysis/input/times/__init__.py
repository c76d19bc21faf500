"""Times as people write them: a moment, a clock, a day, a zone. Nothing is guessed in silence."""
