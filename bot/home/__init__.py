"""App Home: what concerns one person."""
