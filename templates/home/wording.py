"""Headings and buttons of Home."""

from typing import Final

YOURS: Final = "Your incidents"
OPEN: Final = "Open incidents"
OTHERS: Final = "Other open incidents"
ACTION_ITEMS: Final = "Your action items"
REVIEWS: Final = "Reviews due"
METRICS: Final = "Metrics"

DECLARE: Final = "Declare incident"
JOIN: Final = "Join"
DONE: Final = "Mark done"

COMMANDER: Final = "incident commander"


def join_label(incident: str) -> str:
    """The button's label for screen readers."""
    return f"{JOIN} {incident}"


def done_label(title: str) -> str:
    """The button's label for screen readers."""
    return f"{DONE}: {title}"
