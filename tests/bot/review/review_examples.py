"""Values that the tests of the review have in common. Times are minutes after the declaration."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.incidents.change import IncidentDetails
from bot.incidents.model import Incident, Status
from bot.people.model import Person
from bot.review.facts import FactKind, RecordedFact
from bot.tasks.model import ActionItem
from bot.timeline.model import Entry, EntryKind, EntrySource
from bot.timeline.phases import NumberedEntry, lines_of
from bot.updates.model import Update

AT = datetime(2024, 5, 6, 10, 0, tzinfo=UTC)
IDA = Person("U1", "Ida Holm")
PAUL = Person("U2", "Paul Okafor")


def after(minutes: float) -> datetime:
    return AT + timedelta(minutes=minutes)


def entry(minutes: float, kind: EntryKind = EntryKind.NOTE, text: str = "Seen", **facts: Any) -> Entry:
    """A typed entry, written down when it happened."""
    made = Entry(after(minutes), after(minutes), kind, text, IDA, EntrySource.COMMAND, captured_by=(IDA,))
    return replace(made, **facts)


def by_itself(minutes: float, kind: EntryKind, text: str) -> Entry:
    return entry(minutes, kind, text, source=EntrySource.SYSTEM, captured_by=())


def lines(*entries: Entry) -> tuple[NumberedEntry, ...]:
    return lines_of(entries)


def incident(*, mitigated: float | None = None, resolved: float | None = None, **facts: Any) -> Incident:
    made = Incident("T1", 3, "Mail is late", "sev2", Status.INVESTIGATING, IDA, AT, AT)
    return replace(
        made,
        status=made.status if resolved is None else Status.RESOLVED,
        mitigated_at=None if mitigated is None else after(mitigated),
        resolved_at=None if resolved is None else after(resolved),
        **facts,
    )


def details(what: Incident, *entries: Entry, **lists: Any) -> IncidentDetails:
    empty: dict[str, Any] = {"updates": (), "records": (), "actions": ()}
    return IncidentDetails(what, entries, **(empty | lists))


def told(*minutes: float) -> tuple[Update, ...]:
    return tuple(Update(number, "Still looking", IDA, after(at)) for number, at in enumerate(minutes, start=1))


def recorded(kind: FactKind, text: str, by: Person = IDA) -> RecordedFact:
    return RecordedFact(kind, text, by, after(200))


def action(number: int, title: str, owner: str = "Mail team", **facts: Any) -> ActionItem:
    made = ActionItem(number, title, owner, "P1", after(9000).date(), IDA, after(200))
    return replace(made, **facts)
