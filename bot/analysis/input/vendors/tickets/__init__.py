"""Tickets of trackers."""
