"""The slash command, and refusals as Slack shows them."""
