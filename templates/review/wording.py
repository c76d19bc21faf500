"""The plain sentences of reviews: where an answer goes, what the buttons and forms are called."""

from typing import Final

# Where an answer goes beside the review, as the form says it

TO_TIMELINE: Final = "an entry of the timeline, where the answer begins with a time such as 14:05,"
TO_ACTION_ITEMS: Final = "an action item, where the answer names an owner or a date,"


def to_facts(kind: str) -> str:
    return f"a recorded {kind}"
