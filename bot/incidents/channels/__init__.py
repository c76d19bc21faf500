"""The channels of an incident: their names, and one generation after another."""
