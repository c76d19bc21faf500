"""Incidents, as the tools that manage them return or send them."""
