"""What a decision returns, to be stored in one transaction, and all that is known of one incident."""

from dataclasses import dataclass

from bot.incidents.model import Incident
from bot.outbox.model import OutboxMessage
from bot.review.facts import RecordedFact
from bot.tasks.model import ActionItem, Task
from bot.timeline.model import Entry
from bot.updates.model import Update


@dataclass(frozen=True)
class Change:
    """What a decision returns, to be stored in one transaction: the incident as it is to be, and what is new.

    An entry that has an id is the next version of the one with that id. An action item or task whose number is there
    already takes the place of the one that has it.
    """

    incident: Incident
    entries: tuple[Entry, ...] = ()
    updates: tuple[Update, ...] = ()
    records: tuple[RecordedFact, ...] = ()
    actions: tuple[ActionItem, ...] = ()
    effects: tuple[OutboxMessage, ...] = ()
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True)
class IncidentDetails:
    """All that is known of one incident, oldest first: what a card, a timeline or a review is drawn from.

    `entries` are the newest versions of those that stand; removed ones are not among them.
    """

    incident: Incident
    entries: tuple[Entry, ...]
    updates: tuple[Update, ...]
    records: tuple[RecordedFact, ...]
    actions: tuple[ActionItem, ...]
    tasks: tuple[Task, ...] = ()
