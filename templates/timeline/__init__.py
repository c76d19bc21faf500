"""The text of the timeline: entries, forms, posts."""
