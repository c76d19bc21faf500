"""How long what is kept, and how a person's data is erased."""
