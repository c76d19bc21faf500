"""What a reader sees of the timeline: parts, pages, headings and pieces."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.encoded_length import encoded_length
from bot.people.model import Person
from bot.timeline.model import Entry, EntryKind, EntrySource
from bot.timeline.pages import (
    BESIDE_TEXT,
    LONGEST_LINE,
    MOST_LINES,
    MOST_TEXT,
    NEWEST,
    Part,
    TimelineFilter,
    cuts_in,
    grouped,
    in_order,
    kinds_in,
    page_of,
    pieces,
)
from tests.bot.review.review_examples import AT, incident

ALICE = Person("U1", "Alice Chen")


def noted(minute: float, text: str = "step", kind: EntryKind = EntryKind.NOTE, **facts: object) -> Entry:
    at = AT + timedelta(minutes=minute)
    known = {"source": EntrySource.COMMAND, "captured_by": (ALICE,), **facts}
    return Entry(at, at, kind, text, ALICE, **known)  # type: ignore[arg-type]


def system(kind: EntryKind) -> Entry:
    return noted(1, kind=kind, source=EntrySource.SYSTEM)


@pytest.mark.parametrize(
    ("entry", "parts"),
    [
        (noted(1), set(Part) | {None}),
        (system(EntryKind.SEVERITY), {Part.MILESTONES}),
        (system(EntryKind.MEMBER), {Part.CHANNEL}),
        (noted(1, removed=True), {Part.REMOVED}),
    ],
)
def test_an_entry_is_shown_with_the_part_that_it_belongs_to(entry: Entry, parts: set[Part | None]) -> None:
    shown = {part for part in (None, *Part) if TimelineFilter(parts=frozenset({part} - {None})).passes(entry)}
    assert shown == parts


def test_a_type_that_is_named_is_shown_whatever_the_parts() -> None:
    only = TimelineFilter(kind=EntryKind.MEMBER, parts=frozenset())
    assert only.passes(system(EntryKind.MEMBER))
    assert not only.passes(noted(1))


def test_what_was_removed_stays_hidden_even_where_its_type_is_named() -> None:
    assert not TimelineFilter(kind=EntryKind.NOTE).passes(noted(1, removed=True))
    assert TimelineFilter(kind=EntryKind.NOTE, parts=frozenset({Part.REMOVED})).passes(noted(1, removed=True))


def test_since_leaves_out_what_happened_before_and_keeps_that_very_moment() -> None:
    since = TimelineFilter(since=AT + timedelta(minutes=5))
    assert [since.passes(noted(minute)) for minute in (4, 5, 6)] == [False, True, True]


def test_the_newest_page_is_full_and_the_others_start_where_the_one_before_ended() -> None:
    entries = [noted(minute, str(minute)) for minute in range(25)]
    pages = [page_of(entries, wanted, size=10) for wanted in (1, 2, 3, NEWEST)]
    assert [(page.number, page.of, page.first, page.last) for page in pages] == [
        (1, 3, 1, 10),
        (2, 3, 11, 20),
        (3, 3, 16, 25),
        (3, 3, 16, 25),
    ]
    assert pages[3].entries[-1].text == "24"


def test_a_page_that_is_no_longer_there_is_the_last_one() -> None:
    assert page_of([noted(1)], 7).number == 1


def test_a_timeline_without_entries_is_one_empty_page() -> None:
    page = page_of([], NEWEST)
    assert (page.number, page.of, page.total, page.entries) == (1, 1, 0, ())


@given(st.lists(st.integers(0, 500), max_size=120), st.integers(1, 15))
def test_turning_all_pages_shows_every_entry(minutes: list[int], size: int) -> None:
    entries = [noted(minute, str(number), id=number) for number, minute in enumerate(minutes)]
    last = page_of(entries, NEWEST, size).of
    turned = [page_of(entries, number, size) for number in range(1, last + 1)]
    assert all(len(page.entries) <= size for page in turned)
    seen = dict.fromkeys(entry for page in turned for entry in page.entries)
    assert tuple(seen) == in_order(entries)


def test_headings_name_the_phases_of_the_review_and_the_readers_days() -> None:
    happened = [noted(-5, kind=EntryKind.DETECTION), noted(10), noted(20, kind=EntryKind.MITIGATION), noted(60 * 24)]
    groups = list(grouped(happened, cuts_in(incident(), happened), lambda moment: moment.date()))
    assert [(group.phase, group.day - AT.date()) for group in groups] == [
        ("Detection", timedelta(0)),
        ("Investigation", timedelta(0)),
        ("Mitigation", timedelta(0)),
        ("Mitigation", timedelta(days=1)),
    ]


def test_a_removed_mitigation_begins_no_phase() -> None:
    happened = [noted(10, kind=EntryKind.MITIGATION, removed=True), noted(20)]
    groups = grouped(happened, cuts_in(incident(), happened), lambda _moment: date.min)
    assert [group.phase for group in groups] == ["Investigation"]


@given(st.lists(st.integers(0, 5_000), max_size=90))
def test_pieces_hold_every_entry_once_in_order_and_fit_a_message(lengths: list[int]) -> None:
    entries = [noted(minute, "x&"[length % 2] * length) for minute, length in enumerate(lengths)]
    cut = list(pieces(entries))
    assert [entry for piece in cut for entry in piece] == entries
    for piece in cut:
        assert 0 < len(piece) <= MOST_LINES
        assert sum(min(encoded_length(entry.text) + BESIDE_TEXT, LONGEST_LINE) for entry in piece) <= MOST_TEXT


def test_the_types_on_offer_are_those_that_occur() -> None:
    assert kinds_in([noted(1), noted(2, kind=EntryKind.TRIGGER), noted(3)]) == [EntryKind.TRIGGER, EntryKind.NOTE]
