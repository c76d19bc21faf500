"""Nudges and reminders: what Muster asks for, whom it asks, and when."""
