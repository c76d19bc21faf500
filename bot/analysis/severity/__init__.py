"""How severe an incident is, and why."""
