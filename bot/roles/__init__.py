"""Who commands, who has which role, and how command is handed over."""
