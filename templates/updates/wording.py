"""Plain sentences and labels of updates: of the form, the timeline and the drafts for stakeholders."""

TEXT = "What changed"
TEXT_HINT = "What is known now, in a few sentences"
IMPACT = "Impact"
IMPACT_HINT = "Who is affected and how: 45% of users can't pay"
DOING = "What we're doing"
DOING_HINT = "What is being tried now: rolling user-api back"
STATUS = "Status"
NEXT = "Next update"
NO_TIME = "No time promised"
POST = "Post update"
BLANK = "An update can't be blank. Say what changed in a few words."
PAST = "The next update can't be promised for a time that is over. Choose a later one."
STAKEHOLDER_UPDATES = "Stakeholder updates"
STATUS_PAGE = "Status page"
EXECUTIVES = "Executives"
CUSTOMERS = "Customers"


def form_title(incident: str) -> str:
    return f"Update on {incident}"


def wrong_status(incident: str, status: str) -> str:
    return f"An update can't make {incident} {status}."


def next_in(length: str) -> str:
    return f"in {length}"


def entry(text: str, impact: str, doing: str) -> str:
    """An update as the timeline has it."""
    lines = (text, impact and f"{IMPACT}: {impact}", doing and f"{DOING}: {doing}")
    return "\n".join(line for line in lines if line)


def nudge_answered(after: str) -> str:
    return f"Update nudge answered after {after}"


AGAIN = "To try again"
NOTHING_TO_RETRY = "There is nothing left to retry."
CANCEL = "Cancel"
CLOSE = "Close"
DONE = "Done"


def retrying(count: int) -> str:
    return f"Trying {count} again."
