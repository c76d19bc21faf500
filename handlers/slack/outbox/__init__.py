"""How each message of the outbox is drawn and sent to Slack."""
