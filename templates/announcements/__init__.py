"""The words of what goes to people outside the response."""
