"""Updates: what is posted, and when the next one was promised."""
