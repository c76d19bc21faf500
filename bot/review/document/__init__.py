"""The review's document: what the record says, section by section."""
