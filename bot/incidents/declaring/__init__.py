"""Declaring an incident: the request, the hints for it, and how the incident starts."""
