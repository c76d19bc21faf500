"""Tasks and action items in Slack."""
