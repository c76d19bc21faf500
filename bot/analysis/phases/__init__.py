"""How an incident went: phases, key moments, gaps."""
