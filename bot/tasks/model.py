"""Work: tasks while the incident runs, action items for afterwards."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.people.model import Person


@dataclass(frozen=True)
class ActionItem:
    """Work for afterwards. `owner` is plain text; `owner_id` is Slack's id where the owner was mentioned.

    `kind` is one of ACTION_KINDS or "". `done_at` and `done_by` are set once it is done; `message_ts` is the message
    that it was made from, `permalink` where Slack shows it.
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
    """Work while the incident runs. `suggested`: nobody asked for it, the severity did."""

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
