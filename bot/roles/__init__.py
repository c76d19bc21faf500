"""Roles: the commander, the other roles, and handing over command."""
