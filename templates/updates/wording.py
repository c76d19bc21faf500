"""Plain text about updates: the form, refusals and timeline entries."""

from typing import Final

TEXT: Final = "What changed"
TEXT_HINT: Final = "What you know now, in a sentence or two"
IMPACT: Final = "Impact"
IMPACT_HINT: Final = "For example: 45% of users can't pay"
DOING: Final = "What we're doing"
DOING_HINT: Final = "For example: rolling back user-api"
KEEP_HINT: Final = "Leave empty if unchanged."
IMPACT_KEEP_HINT: Final = (
    "Also used in the drafts of stakeholder updates, which customers may read. Leave empty if unchanged."
)
STATUS: Final = "Status"
STATUS_HINT: Final = "If you choose Resolved, you are asked what fixed it."
NEXT: Final = "Next update"
NEXT_HINT: Final = "Muster sends a nudge when it is overdue."
NO_TIME: Final = "No next update"
POST: Final = "Post update"
BLANK: Final = "Enter what changed."
PAST: Final = "Choose a time in the future for the next update."


def too_long(over: int) -> str:
    return (
        f"This update is {over:,} character{'' if over == 1 else 's'} too long for one message, where each & counts "
        "as 5 characters and each < or > as 4. Shorten it, or share the details as a file in the channel."
    )


def form_title(incident: str) -> str:
    return f"Post update on {incident}"


def wrong_status(incident: str, status: str) -> str:
    return f"An update can't change the status of {incident} to {status}."


def entry(text: str, impact: str, doing: str) -> str:
    """An update as a timeline entry."""
    lines = (text, impact and f"{IMPACT}: {impact}", doing and f"{DOING}: {doing}")
    return "\n".join(line for line in lines if line)


def nudge_answered(after: str) -> str:
    return f"Update nudge answered after {after}"


NOTHING_TO_RETRY: Final = "Nothing to retry."
RETRYING: Final = "Retrying."
TO_OPEN_DRAFTS: Final = "To open the stakeholder updates"
DRAFTS_OR_TEXT: Final = "This could be an update or the command for the stakeholder updates."
