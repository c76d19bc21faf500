"""What Slack sends: read in every shape, allowed or refused, and answered to the person who asked."""
