"""The menu of an incident: which actions make sense here and now, and which lists of incidents there are.

The transition table says what an incident's status allows, its people who would ask it. Nothing is decided here that
the service would not check again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.incidents.model import OPEN, Incident, Status
from bot.incidents.transitions import TRANSITIONS, Verb
from bot.people.model import Person
from templates.incidents import wording


@dataclass(frozen=True)
class MenuItem:
    """Something that a menu offers: the command that does it, and what its button says.

    `needs` is what the status must allow. `warning` is what will happen, where that is asked first.
    """

    words: str
    label: str
    needs: Verb | None = None
    fits: Callable[[Incident, Person, bool], bool] = lambda _incident, _person, _member: True
    warning: str = ""


def _in_command(incident: Incident, person: Person) -> bool:
    return incident.commander is not None and incident.commander.id == person.id


def _may_join(_incident: Incident, _person: Person, member: bool) -> bool:
    return not member


def _may_leave(incident: Incident, person: Person, member: bool) -> bool:
    return member and not _in_command(incident, person)


def _may_take_command(incident: Incident, _person: Person, _member: bool) -> bool:
    return incident.is_open and incident.active_commander is None


def _may_take_over(incident: Incident, person: Person, _member: bool) -> bool:
    return incident.is_open and incident.active_commander is not None and not _in_command(incident, person)


def _is_subscribed(incident: Incident, person: Person, _member: bool) -> bool:
    return person.id in incident.subscribers


def _not_subscribed(incident: Incident, person: Person, _member: bool) -> bool:
    return person.id not in incident.subscribers


def _is_public(incident: Incident, _person: Person, _member: bool) -> bool:
    return not incident.private


def _is_open(incident: Incident, _person: Person, _member: bool) -> bool:
    return incident.is_open


INSIDE: Final = (
    MenuItem("update", wording.POST_UPDATE, Verb.UPDATE, _is_open),
    MenuItem("status", wording.CHANGE_STATUS, Verb.SNOOZE),
    MenuItem("severity", wording.CHANGE_SEVERITY, Verb.SEVERITY),
    MenuItem("commander", wording.TAKE_COMMAND, Verb.COMMANDER, _may_take_command),
    MenuItem("commander", wording.TAKE_OVER, Verb.COMMANDER, _may_take_over),
    MenuItem("roles", wording.ROLES, Verb.ROLE),
    MenuItem("task", wording.TASKS, Verb.TASK),
    MenuItem("timeline", wording.TIMELINE),
    MenuItem("action", wording.ACTION_ITEMS, Verb.ACTION),
    MenuItem("record", wording.RECORD_FACT, Verb.RECORD),
    MenuItem("show", wording.SHOW_CARD),
    MenuItem("subscribe", wording.SUBSCRIBE, Verb.SUBSCRIBE, _not_subscribed),
    MenuItem("subscribe off", wording.UNSUBSCRIBE, Verb.SUBSCRIBE, _is_subscribed),
    MenuItem("join", wording.JOIN, None, _may_join),
    MenuItem("leave", wording.LEAVE, None, _may_leave),
    MenuItem("rename", wording.RENAME, Verb.RENAME),
    MenuItem("private", wording.MAKE_PRIVATE, Verb.PRIVATE, _is_public),
    MenuItem("cancel", wording.FALSE_ALARM, Verb.CANCEL),
    MenuItem("duplicate", wording.DUPLICATE, Verb.MERGE),
    MenuItem("resolve", wording.RESOLVE, Verb.RESOLVE),
    MenuItem("reopen", wording.REOPEN, Verb.REOPEN, warning=wording.CONFIRM_REOPEN),
    MenuItem("close", wording.CLOSE, Verb.CLOSE, warning=wording.CONFIRM_CLOSE),
    MenuItem("help", wording.HELP),
)

# What is left to do once an incident ended comes first, what is hardly ever asked then comes last.
AFTERWARDS: Final = ("close", "reopen", "record", "action", "timeline", "task")
RARELY_AFTERWARDS: Final = ("severity",)

OUTSIDE: Final = (
    MenuItem("declare", wording.DECLARE),
    MenuItem("list", wording.OPEN_INCIDENTS),
    MenuItem("list mine", wording.MY_INCIDENTS),
    MenuItem("help", wording.HELP),
)


def choices(incident: Incident | None, person: Person, member: bool) -> tuple[MenuItem, ...]:
    """What to offer someone in the channel of this incident, or outside any; `member`: they are in it."""
    if incident is None:
        return OUTSIDE
    allowed = TRANSITIONS[incident.status]
    offered = (
        choice
        for choice in INSIDE
        if (choice.needs is None or choice.needs in allowed) and choice.fits(incident, person, member)
    )
    return tuple(offered) if incident.is_open else tuple(sorted(offered, key=_place_afterwards))


def _place_afterwards(choice: MenuItem) -> int:
    if choice.words in AFTERWARDS:
        return AFTERWARDS.index(choice.words)
    return len(AFTERWARDS) + (choice.words in RARELY_AFTERWARDS)


class IncidentList(StrEnum):
    """The lists."""

    OPEN = "open"
    MINE = "mine"
    RECENT = "recent"
    CLOSED = "closed"
    ALL = "all"


LISTS: Final[Mapping[str, frozenset[Status]]] = {
    IncidentList.OPEN: OPEN,
    IncidentList.MINE: OPEN,
    IncidentList.RECENT: frozenset(Status),
    IncidentList.CLOSED: frozenset(Status) - OPEN,
    IncidentList.ALL: frozenset(Status),
}
"""Which statuses each list holds. `recent` is that of the last days, `mine` that of the asker's own."""

RECENT_DAYS: Final = 14


def is_mine(incident: Incident, person: Person, members: frozenset[str]) -> bool:
    """Whether someone declared it, commands it, has a role in it, or is in its channel."""
    concerned = [incident.declared_by.id, *(held.person.id for held in incident.roles)]
    concerned += [incident.commander.id] if incident.commander else []
    return person.id in members or (person.id != "" and person.id in concerned)
