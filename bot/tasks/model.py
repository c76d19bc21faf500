"""Tasks, for during an incident, and action items, for after it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.people.model import Person


@dataclass(frozen=True)
class ActionItem:
    """Work for after the incident. `owner` is a name; `owner_id` is their Slack id, "" for an owner without an account.

    `kind` is one of ACTION_KINDS or "". `done_at` and `done_by` are set while it is done. `message_ts` and `permalink`
    are those of the message it was created from.
    """

    number: int
    title: str
    owner: str
    priority: str
    due: date | None
    by: Person
    at: datetime
    owner_id: str = ""
    kind: str = ""
    done_at: datetime | None = None
    done_by: Person | None = None
    message_ts: str = ""
    permalink: str = ""


ACTION_KINDS: Final = ("prevention", "detection", "mitigation", "process")


@dataclass(frozen=True)
class Task:
    """Work during the incident. `suggested`: added because the severity lists it, not by a person."""

    number: int
    title: str
    by: Person
    at: datetime
    assignee: Person | None = None
    done_at: datetime | None = None
    done_by: Person | None = None
    suggested: bool = False
    message_ts: str = ""
    permalink: str = ""
