"""Alerts as monitoring tools send them."""
