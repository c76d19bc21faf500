"""People: the directory, responders, permissions, joining and leaving."""
