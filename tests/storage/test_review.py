"""How far reviews are, and which are out, as far as someone may see it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bot.incidents.model import Incident, Status
from bot.review.edit_log import EditLogEntry, EditLogKind, ReviewState
from storage import SqliteStore
from tests.storage.storage_examples import AT, BOB, JANE, TEAM, declared, disorderly, members_are_known

DAY = timedelta(days=1)
PUBLISHED = EditLogEntry(EditLogKind.PUBLISH, JANE, AT, text="The pool was too small")


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with disorderly() as database:
        yield SqliteStore(database, TEAM)


def over(store: SqliteStore, *log: EditLogEntry, **facts: Any) -> Incident:
    made = declared(store, **({"status": Status.RESOLVED, "resolved_at": AT} | facts))
    with store.transaction():
        store.review.add(made.number, log)
    return made


def state(word: ReviewState, days: int = 0) -> EditLogEntry:
    return EditLogEntry(EditLogKind.STATE, JANE, AT + days * DAY, word)


def test_the_last_state_of_a_review_counts_with_its_time(store: SqliteStore) -> None:
    over(store, state(ReviewState.IN_REVIEW), state(ReviewState.APPROVED, 2), PUBLISHED)
    over(store, state(ReviewState.IN_REVIEW), state(ReviewState.DRAFT, 1))
    over(store)
    found = sorted(store.review.progress(None, AT, AT), key=lambda each: each.incident.number)
    assert [(each.state, each.state_at, each.begun, each.published) for each in found] == [
        (ReviewState.APPROVED, AT + 2 * DAY, True, True),
        (ReviewState.DRAFT, AT + DAY, True, False),
        (ReviewState.DRAFT, None, False, False),
    ]


def test_what_was_approved_long_ago_is_left_out(store: SqliteStore) -> None:
    over(store, state(ReviewState.APPROVED, 2))
    assert len(store.review.progress(None, AT, AT + 2 * DAY)) == 1
    assert store.review.progress(None, AT, AT + 3 * DAY) == []


def test_reviews_are_of_what_was_resolved_since_then_and_is_no_drill_nor_false_alarm(store: SqliteStore) -> None:
    over(store, drill=True)
    over(store, status=Status.CANCELLED)
    over(store, resolved_at=AT - DAY)
    closed = over(store, status=Status.CLOSED)
    assert [each.incident.number for each in store.review.progress(None, AT, AT)] == [closed.number]


def test_the_review_of_a_private_incident_is_its_members_alone_and_no_example_for_others(store: SqliteStore) -> None:
    hidden = over(store, PUBLISHED, private=True)
    with store.transaction():
        store.people.set_member(hidden.number, JANE, present=True)
        members_are_known(store, hidden.number)
    assert [each.incident.number for each in store.review.progress(JANE.id, AT, AT)] == [hidden.number]
    assert store.review.progress(BOB.id, AT, AT) == []
    assert store.review.published(10) == []


def test_what_is_out_is_given_newest_first_and_no_more_than_asked_for(store: SqliteStore) -> None:
    for _ in range(4):
        over(store, PUBLISHED)
    over(store, state(ReviewState.IN_REVIEW))
    over(store, PUBLISHED, drill=True)
    assert store.review.published(3) == [4, 3, 2]
