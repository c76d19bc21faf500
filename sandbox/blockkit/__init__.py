"""Block Kit: what Slack refuses, what people see and fill in."""
