"""The timeline of a review and what is read from it: communication, promises, escalations, decisions."""
