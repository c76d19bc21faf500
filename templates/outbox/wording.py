"""Why something was not delivered, where Slack gives no reason of its own."""

from typing import Final

INTERNAL_ERROR: Final = "internal error, see the log"
