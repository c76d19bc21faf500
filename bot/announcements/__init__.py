"""Who outside the response hears of an incident, and in which words."""
