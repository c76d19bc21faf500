"""Whatever is stored comes back as it was: every dataclass, hostile text, every time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.incidents.model import Incident, Status
from bot.nudges.model import Reminder, ReminderKind, ReminderState
from bot.outbox.model import OutboxMessage
from bot.outbox.tasks import TaskAdded
from bot.people.model import Person
from bot.review.facts import FactKind, RecordedFact
from bot.tasks.model import ActionItem
from bot.timeline.model import Attachment, Entry, EntryChange, EntryKind, EntrySource, ManualEdits, Reaction
from bot.updates.model import Update
from storage import SqliteStore, open_database
from storage.values import time_from, time_text
from tests.storage.storage_examples import AT, CARD, TEAM, declared, save, want

HOSTILE = ("'; DROP TABLE incidents; --", '"', "\x00", "a\x00b", "<!channel> & <b>", "%_?:1", "\u202e\ufeff", "🔥é")
LARGEST = 2**63 - 1

# No deadline: how long a file takes is not what is tested here.
patiently = settings(deadline=None)

texts = st.text() | st.sampled_from(HOSTILE)
times = st.datetimes(timezones=st.just(UTC))
counts = st.integers(1, LARGEST)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
payloads = st.dictionaries(texts, json_values, max_size=4)
people = st.builds(Person, texts, texts, texts, st.booleans())
some_text = texts.filter(bool)
reminders = (
    st.sampled_from([kind for kind in ReminderKind if kind is not ReminderKind.ACTIONS]).map(Reminder)
    | st.builds(Reminder, st.just(ReminderKind.ACTIONS), owner=some_text)
    | st.builds(Reminder, st.sampled_from([ReminderKind.COMMANDER, ReminderKind.SEVERITY]), severity=some_text)
).filter(lambda reminder: reminder != Reminder(ReminderKind.SEVERITY))  # asked for each severity
reminder_states = st.builds(
    ReminderState,
    level=counts,
    messaged=st.lists(texts, max_size=3).map(tuple),
    snoozed_minutes=counts,
    severity_since=st.none() | times,
    active_at=st.none() | times,
    worked_at=st.none() | times,
    unread_since=st.none() | times,
    factors_decided_at=st.none() | times,
    asked=st.dictionaries(reminders, times, max_size=3).map(lambda asked: tuple(sorted(asked.items()))),
)
incidents = st.builds(
    Incident,
    team=st.just(TEAM),
    number=st.just(1),
    title=texts,
    severity=texts,
    status=st.sampled_from(Status),
    declared_by=people,
    declared_at=times,
    updated_at=times,
    private=st.booleans(),
    services=st.lists(texts, max_size=3).map(tuple),
    summary=texts,
    commander=st.none() | people,
    commander_at=st.none() | times,
    commander_since=st.none() | times,
    mitigated_at=st.none() | times,
    resolved_at=st.none() | times,
    nudged_at=st.none() | times,
    snoozed_until=st.none() | times,
    silence_from=st.none() | times,
    silence_asked_at=st.none() | times,
    channel=texts,
    channel_name=texts,
    version=st.integers(0, LARGEST),
    reminder_state=reminder_states,
)
manual_edits = st.builds(
    ManualEdits,
    kind=st.none() | st.sampled_from(EntryKind),
    kind_at=st.none() | times,
    present=st.none() | st.booleans(),
    present_at=st.none() | times,
    by=st.none() | people,
    text=st.booleans(),
    time=st.booleans(),
)
entries = st.builds(
    Entry,
    occurred_at=times,
    recorded_at=times,
    kind=st.sampled_from(EntryKind),
    text=texts,
    author=people,
    source=st.sampled_from(EntrySource),
    captured_by=st.lists(people, max_size=3).map(tuple),
    channel=texts,
    message_ts=texts,
    permalink=texts,
    files=st.lists(st.builds(Attachment, texts, texts, texts), max_size=2).map(tuple),
    pending=st.booleans(),
    removed=st.booleans(),
    deleted=st.booleans(),
    manual=manual_edits,
    edited_at=st.none() | times,
    change=st.sampled_from(EntryChange),
    changed_by=st.none() | people,
    changed_at=st.none() | times,
)
reactions = st.builds(
    Reaction, texts.filter(bool), texts.filter(bool), texts.filter(bool), people, st.booleans(), times
)
updates = st.builds(Update, counts, texts, people, times)
records = st.builds(RecordedFact, st.sampled_from(FactKind), texts, people, times)
actions = st.builds(ActionItem, counts, texts, texts, texts, st.none() | st.dates(), people, times, texts)
effects = st.builds(
    TaskAdded,
    key=texts.filter(bool),
    ordering_key=texts,
    depends_on=st.lists(texts, max_size=3).map(tuple),
    by=people,
    at=times,
    number=st.integers(),
    title=texts,
    assignee=st.none() | people,
)


@patiently
@given(incidents, incidents)
def test_an_incident_comes_back_as_it_was_declared_and_as_it_was_saved(first: Incident, then: Incident) -> None:
    with open_database(":memory:") as database:
        store = SqliteStore(database, TEAM)
        with store.transaction():
            assert store.incidents.add(first) == first
        assert store.incidents.get(1) == first
        save(store, then)
        assert store.incidents.get(1) == then


@patiently
@given(entries, updates, records, actions)
def test_what_hangs_on_an_incident_comes_back_as_it_was(
    entry: Entry, update: Update, record: RecordedFact, action: ActionItem
) -> None:
    with open_database(":memory:") as database:
        store = SqliteStore(database, TEAM)
        save(store, declared(store), entries=(entry,), updates=(update,), records=(record,), actions=(action,))
        details = store.details(1)
        assert details
        assert store.timeline.entries(1, removed=True) == [replace(entry, id=1)]
        assert details.entries == (() if entry.removed else (replace(entry, id=1),))
        assert (details.updates, details.records, details.actions) == ((update,), (record,), (action,))


@patiently
@given(effects, payloads, texts.filter(bool))
def test_an_outbox_row_comes_back_as_it_was(effect: OutboxMessage, result: dict[str, object], error: str) -> None:
    with open_database(":memory:") as database:
        store = SqliteStore(database, TEAM)
        declared(store)
        want(store, effect)
        with store.transaction():
            store.outbox.mark_done(effect.key, 1, result)  # type: ignore[arg-type]  # what the strategy draws is JSON
            store.outbox.mark_failed(effect.key, error)
        row = store.outbox.row(effect.key)
        assert row
        assert (row.message, row.result, row.error) == (effect, result, error)


@patiently
@given(people.filter(lambda person: person.id != ""))
def test_a_person_comes_back_as_they_were(person: Person) -> None:
    with open_database(":memory:") as database:
        store = SqliteStore(database, TEAM)
        with store.transaction():
            store.people.save([person])
        found = store.people.person(person.id)
        assert found == person
        assert found is not None
        assert found.guest == person.guest


@patiently
@given(reactions)
def test_a_reaction_comes_back_as_it_was(reaction: Reaction) -> None:
    with open_database(":memory:") as database:
        store = SqliteStore(database, TEAM)
        with store.transaction():
            assert store.timeline.set_reaction(reaction)
        assert (
            store.timeline.reactions(reaction.channel)
            == store.timeline.reactions(reaction.channel, reaction.message_ts)
            == [reaction]
        )


@pytest.mark.parametrize(("typed", "kept"), [("down \ud83d", "down \ufffd"), ("\ud83d\udd25", "🔥")])
def test_text_that_is_not_unicode_is_kept_with_a_mark_for_what_is_broken(typed: str, kept: str) -> None:
    with open_database(":memory:") as database:
        store = SqliteStore(database, TEAM)
        incident = declared(store, title=typed, services=(typed,))
        want(store, replace(CARD, posted_in=typed))
        stored, row = store.incidents.get(incident.number), store.outbox.row(CARD.key)
        assert stored
        assert row
        assert (stored.title, stored.services, row.message) == (kept, (kept,), replace(CARD, posted_in=kept))


@given(times, times)
def test_times_as_text_sort_as_they_happened_and_lose_nothing(one: datetime, other: datetime) -> None:
    assert (time_text(one) < time_text(other)) == (one < other)
    assert time_from(time_text(one)) == one


@given(st.integers(-23, 23))
def test_a_time_in_any_zone_comes_back_as_the_same_moment_in_utc(hours: int) -> None:
    there = AT.astimezone(timezone(timedelta(hours=hours, minutes=30)))
    assert time_from(time_text(there)) == AT
    assert time_from(time_text(there)).utcoffset() == timedelta(0)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        time_text(datetime(2024, 1, 15))
