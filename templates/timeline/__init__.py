"""The words of the timeline: entries, forms, posts."""
