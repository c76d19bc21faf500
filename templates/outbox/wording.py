"""What was not delivered, and why where Slack gives no reason of its own."""

from typing import Final

INTERNAL_ERROR: Final = "internal error, see the log"
NOT_REACHED: Final = "Slack can't be reached"
BELOW_ANNOUNCEMENT: Final = "below the announcement"
TO_SUBSCRIBER: Final = "to a subscriber"
RETRY: Final = "Retry"


def no_answer(why: str) -> str:
    return f"no answer ({why})"


def failed(what: str, number: str, where: str) -> str:
    """`announcement`, `update 3 to a subscriber`."""
    return " ".join(filter(None, (what, number, where)))
