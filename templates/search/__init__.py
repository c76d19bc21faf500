"""The text of search results."""
