"""Reads any input about an incident into a Case."""
