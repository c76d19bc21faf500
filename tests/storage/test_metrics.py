"""Key moments of many incidents: taken from what people put on the timeline, without what counts in no figure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.incidents.change import Change
from bot.incidents.model import Incident, Status
from bot.metrics.key_moments import MomentKey
from bot.people.model import Person
from bot.timeline.model import Entry, EntryKind, EntrySource
from storage import SqliteStore, open_database
from tests.storage.storage_examples import members_are_known

AT = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
JANE = Person("U1", "Jane")
INCIDENT = Incident("T1", 0, "Payments fail", "sev1", Status.INVESTIGATING, JANE, AT, AT, services=("checkout",))


def after(minutes: int) -> datetime:
    return AT + timedelta(minutes=minutes)


def entry(kind: EntryKind, minutes: int, source: EntrySource = EntrySource.COMMAND) -> Entry:
    return Entry(after(minutes), after(60), kind, kind.value, JANE, source)


def moments(store: SqliteStore, person_id: str | None = None) -> dict[MomentKey, datetime]:
    [found] = store.metrics.declared_since(AT, person_id)
    return {key: moment.at for key, moment in found.moments.items()}


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with open_database(":memory:") as database:
        yield SqliteStore(database, "T1")


def kept(store: SqliteStore, incident: Incident, *entries: Entry) -> None:
    with store.transaction():
        made = store.incidents.add(incident)
        store.save(Change(replace(incident, number=made.number), entries=entries), AT)


def test_moments_are_when_things_happened_and_not_when_they_were_written_down(store: SqliteStore) -> None:
    solved = replace(INCIDENT, mitigated_at=after(67), resolved_at=after(142), status=Status.RESOLVED)
    kept(
        store,
        solved,
        entry(EntryKind.DETECTION, -3),
        entry(EntryKind.TRIGGER, -8),
        entry(EntryKind.DETECTION, -2),
        entry(EntryKind.INVESTIGATION, -1),
        entry(EntryKind.DECLARATION, 0, EntrySource.SYSTEM),
    )
    assert moments(store, "U1") == {
        MomentKey.STARTED: after(-8),
        MomentKey.DETECTED: after(-3),
        MomentKey.ACKNOWLEDGED: after(-1),
        MomentKey.DECLARED: AT,
        MomentKey.MITIGATED: after(67),
        MomentKey.RESOLVED: after(142),
    }
    [found] = store.metrics.declared_since(AT, None)
    assert (found.number, found.severity, found.services, found.declared_at) == (1, "sev1", ("checkout",), AT)


def test_an_entry_that_was_removed_tells_no_moment(store: SqliteStore) -> None:
    kept(store, INCIDENT, entry(EntryKind.DETECTION, -3))
    first = store.timeline.entries(1)[0]
    with store.transaction():
        gone = replace(first, version=2, removed=True)
        store.save(Change(replace(INCIDENT, number=1), entries=(gone,)), AT)
    assert MomentKey.DETECTED not in moments(store)


@pytest.mark.parametrize(
    "left_out",
    [
        replace(INCIDENT, drill=True),
        replace(INCIDENT, status=Status.CANCELLED),
        replace(INCIDENT, status=Status.MERGED),
        replace(INCIDENT, declared_at=after(-1)),
    ],
)
def test_drills_false_alarms_duplicates_and_older_ones_count_in_no_figure(
    store: SqliteStore, left_out: Incident
) -> None:
    kept(store, left_out)
    assert store.metrics.declared_since(AT, None) == []


def test_a_private_incident_counts_for_those_in_its_channel_alone(store: SqliteStore) -> None:
    kept(store, replace(INCIDENT, private=True))
    with store.transaction():
        store.people.set_member(1, JANE, present=True)
        members_are_known(store, 1)
    assert len(store.metrics.declared_since(AT, "U1")) == len(store.metrics.declared_since(AT, None)) == 1
    assert store.metrics.declared_since(AT, "U2") == []
