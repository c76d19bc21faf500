"""Plain sentences about incidents: why something can't be done to one, and what to do instead."""

from collections.abc import Sequence
from typing import Final

_NAMES: Final = {"cancelled": "canceled"}  # stored in one spelling, shown in the other


def status_name(status: str) -> str:
    """`Identified`: the name of a stored status."""
    name = _NAMES.get(status, status)
    return name[:1].upper() + name[1:]


TO_REOPEN: Final = "To work on it again"
TO_RESOLVE: Final = "To resolve it"


def nothing_to_reopen(name: str, status: str) -> str:
    return f"{name} is open ({status}), so there is nothing to reopen."


def already(name: str, status: str) -> str:
    return f"{name} is already {status}."


def not_resolved_yet(name: str, status: str) -> str:
    return f"{name} is still {status}. Only a resolved incident can be closed."


def merged_into(name: str, into: int) -> str:
    return f"{name} was merged into #{into}. Continue there."


def not_open(name: str, status: str) -> str:
    return f"{name} is {status}."


TO_CHANGE_AGAIN: Final = "To change it again"
TO_MERGE: Final = "To reopen it and then merge"
TO_CANCEL: Final = "To cancel it instead"
UNKNOWN_CHANGE: Final = "I can't find that change."
CHANGED_SINCE: Final = "It has changed again since, so this can't be undone."
DRILL_AND_REAL: Final = "A drill and a real incident can't be merged."


def not_found(number: int) -> str:
    return f"There is no incident #{number} here."


def no_page(page: int) -> str:
    return f"There is no page {page} of that list."


def private_already(name: str) -> str:
    return f"{name} is private already. Who is to see it, invite into its channel."


def no_channel_yet(name: str) -> str:
    return f"The channel of {name} is not ready yet."


def merge_with_itself(name: str) -> str:
    return f"{name} can't repeat itself."


def merge_into_merged(name: str, into: int) -> str:
    return f"{name} was merged into #{into} itself."


def merge_private(name: str, other: str) -> str:
    return (
        f"{name} and {other} don't have the same members, and one of them is private: merging would show it to others."
    )


def severity_already(name: str, severity: str) -> str:
    return f"{name} is already {severity}."


def named_already(name: str) -> str:
    return f"{name} is called that already."


def unknown_severity(word: str, first: str, last: str) -> str:
    return f"{word} is not a severity here. Use {first} to {last}."


# What is typed and can't be read

THE_TITLE: Final = "The title"


def title_too_long(length: int, longest: int) -> str:
    return f"The title has {length} characters, {longest} fit. Put the rest into an update."


def not_a_number(word: str) -> str:
    return f"{word} is not the number of an incident."


def unknown_status(word: str, close: str) -> str:
    return f"{word} is not a status." + (f" Did you mean {close}?" if close else "")


def private_takes_nothing(words: str) -> str:
    return f"{words} can't be made private, only the incident of this channel."


def unknown_list(name: str, close: str) -> str:
    return f"There is no list called {name}." + (f" Did you mean list {close}?" if close else "")


def not_a_page(word: str) -> str:
    return f"{word} is not a page of a list."


# The timeline's entries about its severity, status, title and end

RESOLVED: Final = "Resolved"
CLOSED: Final = "Closed"


def declared(severity: str, title: str) -> str:
    return f"{severity} declared: {title}"


def severity_changed(before: str, now: str) -> str:
    return f"Severity {before} → {now}"


def status_changed(before: str, now: str) -> str:
    return f"Status {before} → {now}"


def reopened(status: str) -> str:
    return f"Reopened: {status}"


def canceled(reason: str) -> str:
    return f"Canceled as a false alarm: {reason}"


def ended_as_duplicate(into: str, title: str) -> str:
    return f"Merged into {into}: {title}"


def duplicate_taken_in(duplicate: str, title: str) -> str:
    return f"{duplicate} merged into this: {title}"


def renamed(before: str, title: str) -> str:
    return f"Renamed from {before} to {title}"


# The timeline's entries about a channel

WORK_MOVED_ON: Final = "The channel is archived: the work goes on in a new one"
MADE_PRIVATE: Final = "Made private: the work goes on in a private channel"


def channel_archived(channel: str, is_archived: bool) -> str:
    return f"Channel #{channel} {'archived' if is_archived else 'brought back from the archive'}"


# The menu of what can be done here, and what is asked before it is done

POST_UPDATE: Final = "Post update"
STATUS: Final = "Status"
SEVERITY: Final = "Severity"
TAKE_COMMAND: Final = "Take command"
ROLES: Final = "Roles"
TASKS: Final = "Tasks"
TIMELINE: Final = "Timeline"
ACTION_ITEMS: Final = "Action items"
RECORD_FACT: Final = "Record a fact"
SHOW_CARD: Final = "Show card"
SUBSCRIBE: Final = "Subscribe"
JOIN: Final = "Join"
LEAVE: Final = "Leave"
RENAME: Final = "Rename"
MAKE_PRIVATE: Final = "Make private"
FALSE_ALARM: Final = "False alarm"
DUPLICATE: Final = "Duplicate"
RESOLVE: Final = "Resolve"
REOPEN: Final = "Reopen"
CLOSE: Final = "Close"
HELP: Final = "Help"
DECLARE: Final = "Declare incident"
OPEN_INCIDENTS: Final = "Open incidents"
MY_INCIDENTS: Final = "My incidents"

CONFIRM_RESOLVE: Final = "The incident is over: nudges stop and the card says resolved."
CONFIRM_REOPEN: Final = "The incident is open again and nudges run again."
CONFIRM_CLOSE: Final = "Nothing is left to do but the review. It can be reopened."


POST_REVIEW: Final = "Post review"
RETRY: Final = "Retry"
UNDO: Final = "Undo"
NEXT_PAGE: Final = "Next page"
CHANGE_STATUS_MENU: Final = "Status …"
RENAME_MENU: Final = "Rename …"
FALSE_ALARM_MENU: Final = "False alarm …"
DUPLICATE_MENU: Final = "Duplicate of …"
PRIVATE_MENU: Final = "Make private …"

# The forms of status, severity, title and ends

CHANGE_STATUS: Final = "Change status"
WHAT_CHANGED: Final = "What changed"
CHANGE_SEVERITY: Final = "Change severity"
WHY: Final = "Why"
CANCEL_MEANS: Final = "The incident ends, nudges stop, no figure counts it. It can be reopened."
WHY_FALSE_ALARM: Final = "Why it was a false alarm"
END_AS_FALSE_ALARM: Final = "End as false alarm"
NO_OTHER_OPEN: Final = "No other incident is open."
MERGE_PLACEHOLDER: Final = "The incident that goes on"
MERGE_MEANS: Final = "This one ends, its people are invited to the other one. Its timeline stays."
MERGE: Final = "Merge"
TITLE: Final = "Title"
MAKE_IT_PRIVATE: Final = "Make it private"
CANCEL: Final = "Cancel"
BACK: Final = "Back"
BLANK_REASON: Final = "A reason of blanks tells nobody anything. Say it in a few words."
BLANK_NEW_TITLE: Final = "A title of blanks tells nobody anything. Say it in a few words."

# A status that has more to say than its name
REOPENED_STATUS: Final = "open again (investigating)"
CLOSED_STATUS: Final = "closed"


def status_form(incident: str) -> str:
    return f"Status of {incident}"


def severity_form(incident: str) -> str:
    return f"Severity of {incident}"


def cancel_form(incident: str) -> str:
    return f"Mark {incident} as false alarm"


def merge_form(incident: str) -> str:
    return f"Close {incident} as duplicate"


def rename_form(incident: str) -> str:
    return f"Rename {incident}"


def private_form(incident: str) -> str:
    return f"Make {incident} private"


def change_status_to(status: str) -> str:
    return f"Current status: {status.capitalize()}. Change to …"


def repeats(incident: str) -> str:
    return f"{incident} repeats"


# The form of a declaration

DECLARE_FORM: Final = "Declare an incident"
DECLARE_SUBMIT: Final = "Declare"
TITLE_EXAMPLE: Final = "What is broken, in a few words"
SERVICES: Final = "Services"
SERVICES_CHOICE: Final = "Which services"
SERVICES_EXAMPLE: Final = "payment-gateway, checkout"
SUMMARY: Final = "Summary"
PRIVATE: Final = "Private"
PRIVATE_MEANS: Final = "Only invited people see this incident"
DRILL: Final = "Drill"
DRILL_MEANS: Final = "This is a drill: nobody outside it is told"
NO_WORDS: Final = "A message without words"
BLANK_TITLE: Final = "A title of blanks tells nobody what is broken. Say it in a few words."

# What a new incident makes one think of

ANOTHER_SEVERITY: Final = "Another severity"


def merge_into(incident: str) -> str:
    return f"Merge into {incident}"


def confirm_merge(incident: str, into: str) -> str:
    return f"{incident} ends here: its timeline stays, and its people are told to go to {into}."


def set_severity(severity: str) -> str:
    return f"Set {severity}"


# Lists

NO_INCIDENT_HERE: Final = "This is not an incident channel."
TO_NAME_ONE: Final = "To name one"


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
