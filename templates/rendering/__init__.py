"""How values are escaped and set into templates."""
