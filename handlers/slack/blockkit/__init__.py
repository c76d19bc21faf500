"""Slack's blocks: what is drawn with them, measured and cut to what Slack takes, and read back from forms."""
