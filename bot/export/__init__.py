"""Incidents as data for other programs."""
