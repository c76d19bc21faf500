"""A workspace played and put on paper: scripts of what people do, and transcripts of channels."""
