"""Incidents on the status pages of others."""
