"""Plain sentences about incidents: refusals, timeline entries, labels, and the texts of menus and forms."""

from collections.abc import Sequence
from typing import Final

_NAMES: Final = {"cancelled": "false alarm"}  # stored by its verb, shown as what it was


def status_name(status: str) -> str:
    """`Identified`: the name of a stored status."""
    name = _NAMES.get(status, status)
    return name[:1].upper() + name[1:]


# Refusals

TO_REOPEN: Final = "To reopen it"
TO_RESOLVE: Final = "To resolve it"
TO_POST_TEXT: Final = "To post your text as an update"
TO_SAVE_FIX: Final = "To save your text as the fix"
TO_CHANGE_AGAIN: Final = "To change it"
TO_MERGE: Final = "To reopen that one first"
TO_MERGE_ARCHIVED: Final = "To continue that one in a new channel first"
TO_CANCEL: Final = "To mark it as a false alarm instead"
UNKNOWN_CHANGE: Final = "I can't find that change."
UNDONE_ALREADY: Final = "This was already undone."
CHANGED_SINCE: Final = "This can't be undone because it was changed again later."
DRILL_AND_REAL: Final = "A drill and a real incident can't be merged."


def nothing_to_reopen(name: str, status: str) -> str:
    return f"{name} is already open. Its status is {status_name(status)}."


def already(name: str, status: str) -> str:
    if status in ("resolved", "closed", "merged"):
        return f"{name} is already {status}."
    if status == "cancelled":
        return f"{name} is already marked as a false alarm."
    return f"The status of {name} is already {status_name(status)}."


def not_resolved_yet(name: str) -> str:
    return f"{name} must be resolved before it can be closed."


def merged_into(name: str, into: int) -> str:
    return f"{name} was merged into #{into}. Continue there."


def not_open(name: str, status: str) -> str:
    if status == "cancelled":
        return f"{name} was marked as a false alarm."
    return f"{name} is {status}."


def not_found(number: int) -> str:
    return f"I can't find incident #{number}."


def no_page(page: int) -> str:
    return f"This list has no page {page}."


def private_already(name: str) -> str:
    return f"{name} is already private. Invite people to its channel to give them access."


def no_channel(name: str) -> str:
    return f"{name} has no channel, because Slack refused to create it. It can be made private once it has one."


def no_channel_yet(name: str) -> str:
    return f"The channel for {name} is still being created."


def merge_into_ended(name: str, into: str, status: str) -> str:
    ended = "was marked as a false alarm" if status == "cancelled" else f"is {status}"
    return f"{name} can't be merged into {into}, which {ended}."


def merge_into_archived(name: str, into: str, state: str) -> str:
    return f"{name} can't be merged into {into}, whose channel {_gone(state)}."


def merge_into_removed(name: str, into: str) -> str:
    return (
        f"{name} can't be merged into {into}: Muster was removed from its channel. To bring it back, type "
        "`/invite @Muster` there, then merge again."
    )


def merge_with_itself(name: str) -> str:
    return f"{name} can't be a duplicate of itself."


def merge_into_merged(name: str, into: int) -> str:
    return f"{name} was itself merged into #{into}."


def merged_already(name: str, into: str) -> str:
    return f"{name} was already merged into {into}."


def merge_private(name: str, other: str) -> str:
    return f"{name} and {other} can't be merged: one of them is private and they have different members."


def severity_already(name: str, severity: str) -> str:
    return f"{name} is already {severity}."


def named_already(name: str) -> str:
    return f"{name} already has that title."


def unknown_severity(word: str, first: str, last: str) -> str:
    return f'"{word}" is not a severity. Use {first} to {last}.'


NO_INCIDENT_HERE: Final = "This isn't an incident channel."
TO_NAME_ONE: Final = "To show an incident"

# Refusals of what was typed

ENTER_TITLE: Final = "Enter a title."
A_TITLE: Final = "A title"
TITLE_IN_EXAMPLE: Final = "Checkout is down"


def title_hint(longest: int) -> str:
    return f"Over {longest} characters, it is shortened, and the full text goes into the summary."


def not_a_number(word: str) -> str:
    return f'"{word}" is not an incident number.'


def unknown_status(word: str, statuses: Sequence[str]) -> str:
    *first, last = statuses
    return f'"{word}" is not a status. Use {", ".join(first)} or {last}.'


def not_a_status(word: str) -> str:
    return f'"{word}" is not a status.'


PRIVATE_TAKES_NOTHING: Final = "This command takes no text."
TO_MAKE_PRIVATE: Final = "To make this channel's incident private"


def unknown_list(name: str) -> str:
    return f'"{name}" is not a list.'


def not_a_page(word: str) -> str:
    return f'"{word}" is not a page number.'


# Timeline entries about severity, status, title and the end of an incident

RESOLVED: Final = "Resolved"
CLOSED: Final = "Closed"
REOPENED: Final = "Reopened"


def declared(severity: str, title: str) -> str:
    return f"{severity} declared: {title}"


def severity_changed(before: str, now: str) -> str:
    return f"Severity changed from {before} to {now}"


def status_changed(before: str, now: str) -> str:
    return f"Status changed from {status_name(before)} to {status_name(now)}"


def canceled(reason: str) -> str:
    return f"Marked as a false alarm: {reason}"


def ended_as_duplicate(into: str, title: str) -> str:
    return f"Closed as a duplicate of {into}: {title}"


def duplicate_taken_in(duplicate: str, title: str) -> str:
    return f"{duplicate} was closed as a duplicate of this incident: {title}"


def renamed(before: str, title: str) -> str:
    return f'Renamed from "{before}" to "{title}"'


# Timeline entries about the channel

MADE_PRIVATE: Final = "Made private and moved to a private channel"


def work_moved_on(state: str) -> str:
    return f"Moved to a new channel because the previous one was {state}"


def _gone(state: str) -> str:
    return "was deleted" if state == "deleted" else "is archived"


def channel_archived(channel: str, is_archived: bool) -> str:
    return f"Channel #{channel} {'archived' if is_archived else 'unarchived'}"


def channel_renamed(before: str, name: str) -> str:
    return f"Channel #{before} renamed to #{name}"


def channel_deleted(channel: str) -> str:
    return f"Channel #{channel} deleted"


CHANNEL_REFUSED: Final = "Slack refused to create the channel"


def muster_removed(channel: str) -> str:
    return f"Muster removed from channel #{channel}"


def muster_back(channel: str) -> str:
    return f"Muster back in channel #{channel}"


def channel_converted(private: bool) -> str:
    return f"Channel made {'private' if private else 'public'} in Slack"


def channel_shared(is_shared: bool) -> str:
    return "Channel shared with another organization" if is_shared else "Channel no longer shared with an organization"


# Where the channel is, in every message that names it


def channel_now(state: str, link: str, why: str) -> str:
    """A sentence for each state; `link` is the channel, `why` a clause that says why there is none."""
    match state:
        case "creating":
            return "Its channel is being created."
        case "refused":
            return f"It has no channel: {why}"
        case "archived":
            return f"Channel: {link} (archived)"
        case "deleted":
            return "Its channel was deleted."
    return f"Channel: {link}"


# Buttons and menus, and what their confirm dialogs say

POST_UPDATE: Final = "Post update"
CHANGE_STATUS: Final = "Change status"
CHANGE_SEVERITY: Final = "Change severity"
TAKE_COMMAND: Final = "Take command"
TAKE_OVER: Final = "Take over"
ROLES: Final = "Roles"
TASKS: Final = "Tasks"
TIMELINE: Final = "Timeline"
ACTION_ITEMS: Final = "Action items"
RECORD_FACT: Final = "Record a fact"
SHOW_CARD: Final = "Show card"
SUBSCRIBE: Final = "Subscribe"
UNSUBSCRIBE: Final = "Unsubscribe"
JOIN: Final = "Join"
LEAVE: Final = "Leave"
RENAME: Final = "Rename"
MAKE_PRIVATE: Final = "Make private"
FALSE_ALARM: Final = "Mark as false alarm"
DUPLICATE: Final = "Close as duplicate"
RESOLVE: Final = "Resolve"
REOPEN: Final = "Reopen"
CLOSE: Final = "Close"
HELP: Final = "Help"
DECLARE: Final = "Declare incident"
OPEN_INCIDENTS: Final = "Open incidents"
MY_INCIDENTS: Final = "My incidents"
POST_REVIEW: Final = "Post review"
RETRY: Final = "Retry"
UNDO: Final = "Undo"
NEXT_PAGE: Final = "Next page"

CHANGE_STATUS_MENU: Final = "Change status…"
RENAME_MENU: Final = "Rename…"
FALSE_ALARM_MENU: Final = "Mark as false alarm…"
DUPLICATE_MENU: Final = "Close as duplicate…"
PRIVATE_MENU: Final = "Make private…"

CONFIRM_REOPEN: Final = "The status goes back to Investigating, and update nudges start again if the severity has them."
CONFIRM_CLOSE: Final = "Close it when only the review is left. You can reopen it."


def set_severity(severity: str) -> str:
    return f"Change to {severity}"


# The forms of status, severity, title and the end of an incident

STATUS: Final = "Status"
NEW_STATUS: Final = "New status"
SEVERITY: Final = "Severity"
TITLE: Final = "Title"
REASON: Final = "Reason"
WHAT_CHANGED: Final = "What changed"
STATUS_MEANS: Final = "The change is posted in the channel and added to the timeline."
SEVERITY_MEANS: Final = "The change is posted in the channel. Update nudges follow the new severity."
RENAME_MEANS: Final = "The new title appears on the card and in the announcement. The channel keeps its name."
CANCEL_MEANS: Final = (
    "The incident ends: update nudges stop, no review is due and metrics don't count it. You can reopen it."
)
CANCEL_HINT: Final = "For example: the probe was broken, all services are healthy."
NO_OTHER_OPEN: Final = "There is no other open incident to merge this one into."
MERGE_PLACEHOLDER: Final = "Choose an open incident"
DUPLICATE_OF: Final = "Duplicate of"
CANCEL: Final = "Cancel"
BACK: Final = "Back"
ENTER_REASON: Final = "Enter a reason."
WHAT_FIXED_IT: Final = "What fixed it"
WHAT_FIXED_IT_HINT: Final = "Saved as the fix for the review and posted in the channel."
WHAT_FIXED_IT_EXAMPLE: Final = "Rolled back user-api, error rate at baseline"

# Choices of the status form that are not the name of a status
REOPEN_CHOICE: Final = "Reopen (Investigating)"
CLOSE_CHOICE: Final = "Closed"


def status_form(incident: str) -> str:
    return f"Change status of {incident}"


def severity_form(incident: str) -> str:
    return f"Change severity of {incident}"


def resolve_form(incident: str) -> str:
    return f"Resolve {incident}"


def cancel_form(incident: str) -> str:
    return f"Mark {incident} as false alarm"


def merge_form(incident: str) -> str:
    return f"Close {incident} as duplicate"


def rename_form(incident: str) -> str:
    return f"Rename {incident}"


def private_form(incident: str) -> str:
    return f"Make {incident} private"


def current_status(status: str) -> str:
    return f"Current status: {status_name(status)}."


def merge_means(incident: str) -> str:
    return f"{incident} ends, and its members are invited to the other incident. Choose one to see what changes there."


def severity_of_duplicate(duplicate: str) -> str:
    return f"that of its duplicate {duplicate}"


# What a severity requires

_OTHER_DUTIES: Final = {"war room": "open a war room", "status page": "update the status page"}


def duties(named: Sequence[str]) -> str:
    """`update the status page and notify executives`: what has to be done, by the names in the configuration."""
    done = [_OTHER_DUTIES[each] for each in named if each in _OTHER_DUTIES]
    told = [each for each in named if each not in _OTHER_DUTIES]
    return _listed([*done, f"notify {_listed(told)}"] if told else done)


def _listed(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


# The card's fields

RESOLVED_AT: Final = "Resolved at"
CLOSED_AT: Final = "Closed at"
CANCELED_AT: Final = "Canceled at"
MERGED_AT: Final = "Merged at"
