"""The review as documents: every fact in every format, and nothing that people typed acts in any of them."""

import json
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from itertools import chain, pairwise
from typing import Any

import pytest

from bot.figures import clock, day_name, stamp
from bot.model import Attachment, Dossier, Kind, Person, RecordKind, Source
from bot.practice import Practice
from bot.review import Review, build_review, review_json
from templates import render
from templates.documents import ReviewHtml, ReviewMarkdown, ReviewText
from templates.wording import FIELD_NAMES, references
from tests.templates.document_examples import BARE, FULL, LATER, after, entry
from tests.templates.document_reading import Page, markdown_text, markdown_tokens
from tests.templates.hostile_examples import OPEN, TYPED, marked

# What a machine needs and people read in other words: as it is in JSON only
UNREAD = {"id", "owner_id", "tz", "channel", "message_ts", "recorded_at", "key", "severity", "source", "rests_on"}


def reviewed(dossier: Dossier) -> Review:
    return build_review(dossier, Practice(), LATER)


def as_markdown(review: Review) -> str:
    source = render(ReviewMarkdown(review))
    links = (str(token.attrs.get("href", "")) for token in markdown_tokens(source))
    return "\n".join((markdown_text(source), *links))


def as_html(review: Review) -> str:
    page = Page(render(ReviewHtml.of(review)))
    return "\n".join((page.text, *page.links()))


def as_text(review: Review) -> str:
    return render(ReviewText(review))


READERS = (as_markdown, as_html, as_text)


def leaves(value: object, name: str = "") -> Iterator[tuple[str, object]]:
    """Every single fact of a tree of dataclasses and tuples, under the name of its field."""
    if is_dataclass(value):
        for field in fields(value):
            yield from leaves(getattr(value, field.name), field.name)
    elif isinstance(value, tuple):
        for item in value:
            yield from leaves(item, name)
    else:
        yield name, value


def said(value: object, day: date) -> tuple[str, ...]:
    """The ways in which a document may write a fact; none for what it says in words of its own (yes, no, nothing),
    nor for the kind of a record, which is the heading above it.
    """
    if value is None or isinstance(value, bool | RecordKind) or value == "":
        return ()
    if isinstance(value, datetime):
        return clock(value, day), stamp(value)
    if isinstance(value, date):
        return (day_name(value),)
    return (str(value.value if isinstance(value, Enum) else value),)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("dossier", [FULL, BARE], ids=["full", "bare"])
def test_each_fact_of_a_review_stands_in_each_document(dossier: Dossier, reader: Callable[[Review], str]) -> None:
    review = reviewed(dossier)
    document = reader(review)
    facts = [
        (name, said(fact, review.day)) for name, fact in leaves(review) if name not in UNREAD | {"source", "rests_on"}
    ]
    missing = [(name, ways) for name, ways in facts if ways and not any(way in document for way in ways)]
    assert missing == []
    assert len(facts) > 60


@pytest.mark.parametrize("reader", READERS)
def test_what_a_sentence_rests_on_stands_behind_it(reader: Callable[[Review], str]) -> None:
    review = reviewed(FULL)
    document = reader(review)
    for sentence in review.summary:
        after_it = document[document.index(sentence.text) + len(sentence.text) :].split("\n")[0]
        assert all(reference.label in after_it for reference in references(sentence.rests_on))
        assert sentence.rests_on


def test_each_fact_of_a_review_stands_in_its_json() -> None:
    review = reviewed(FULL)
    kept = json.loads(json.dumps(review_json(review)))

    def as_json(fact: object) -> object:
        if isinstance(fact, datetime):
            return fact.isoformat().replace("+00:00", "Z")
        if isinstance(fact, date):
            return fact.isoformat()
        return fact.value if isinstance(fact, Enum) else fact

    def json_leaves(value: object) -> Iterator[object]:
        if isinstance(value, dict):
            yield from chain.from_iterable(map(json_leaves, value.values()))
        elif isinstance(value, list):
            yield from chain.from_iterable(map(json_leaves, value))
        else:
            yield value

    expected = [as_json(fact) for name, fact in leaves(review) if name not in ("tz", "guest")]
    assert sorted(map(repr, json_leaves(kept))) == sorted(map(repr, expected))


def test_every_field_that_a_sentence_can_rest_on_has_a_name() -> None:
    rests_on = [rest for review in (reviewed(FULL), reviewed(BARE)) for _, rest in rested(review)]
    assert {rest for rest in rests_on if ":" not in rest} <= set(FIELD_NAMES)


def test_references_read_as_a_list_and_lead_to_their_anchors() -> None:
    found = references(("declared_at", "entry:3", "entry:4", "record:impact:1", "update:2"))
    assert [(one.label, one.anchor) for one in found] == [
        ("declared at", ""),
        ("entry 3", "entry-3"),
        ("4", "entry-4"),
        ("impact 1", "impact-1"),
        ("update 2", "update-2"),
    ]


def rested(review: Review) -> Iterator[tuple[str, str]]:
    return ((name, str(value)) for name, value in leaves(review) if name == "rests_on")


def test_what_a_sentence_rests_on_leads_to_where_it_stands() -> None:
    page = Page(render(ReviewHtml.of(reviewed(FULL))))
    anchors = {value for name, value in page.attributes if name == "id"}
    inside = {url.removeprefix("#") for url in page.links() if url.startswith("#")}
    assert inside <= anchors
    assert {"entry-1", "impact-2", "update-1", "cause-1"} <= inside


def typed_everywhere(text: str) -> Dossier:
    """The full incident with the same text wherever a person can type one."""
    person = Person("U9", text)
    typed: dict[str, Any] = {
        "text": text,
        "author": person,
        "captured_by": (person,),
        "permalink": text,
        "files": (Attachment(text, text, text),),
    }
    lines = tuple(replace(line, **typed) for line in FULL.entries)
    return Dossier(
        replace(
            FULL.incident,
            title=text,
            services=(text, text),
            summary=text,
            declared_by=person,
            commander=person,
            channel_name=text,
        ),
        lines,
        tuple(replace(update, text=text, by=person) for update in FULL.updates),
        tuple(replace(record, text=text, by=person) for record in FULL.records),
        tuple(replace(item, title=text, priority=text, by=person) for item in FULL.actions),
    )


@pytest.mark.parametrize("typed", TYPED)
def test_html_shows_hostile_text_as_typed_and_runs_nothing(typed: str) -> None:
    calm, page = (Page(render(ReviewHtml.of(reviewed(typed_everywhere(text))))) for text in ("calm", marked(typed)))
    assert page.text.count(marked(typed)) == page.text.count(OPEN) == calm.text.count("calm")
    assert page.elements == calm.elements
    assert [name for name, _ in page.attributes] == [name for name, _ in calm.attributes]
    assert page.links() == calm.links()


@pytest.mark.parametrize("typed", TYPED)
def test_markdown_shows_hostile_text_as_typed_and_keeps_its_structure(typed: str) -> None:
    calm, wild = (render(ReviewMarkdown(reviewed(typed_everywhere(text)))) for text in ("calm", marked(typed)))
    shown = markdown_text(wild)
    lines = "\n".join(line.strip() for line in marked(typed).split("\n"))
    one_line = " ".join(marked(typed).split())  # as in a command that is to be typed
    whole = sum(shown.count(form) for form in {lines, one_line})
    assert whole == shown.count(OPEN) == markdown_text(calm).count("calm")
    assert blocks(wild) == blocks(calm)
    assert links(wild) == links(calm) == []


def blocks(source: str) -> list[str]:
    return [token.type for token in markdown_tokens(source) if token.block]


def links(source: str) -> list[object]:
    return [token.attrs["href"] for token in markdown_tokens(source) if token.type == "link_open"]


@pytest.mark.parametrize("typed", TYPED)
def test_text_shows_hostile_text_as_typed(typed: str) -> None:
    shown = as_text(reviewed(typed_everywhere(marked(typed))))
    lines = [line.strip() for line in marked(typed).split("\n")]
    unwrapped = "\n".join(line.strip() for line in shown.split("\n"))
    assert unwrapped.count("\n".join(lines)) == unwrapped.count(OPEN) > 20


def test_the_page_asks_for_nothing_from_elsewhere() -> None:
    source = render(ReviewHtml.of(reviewed(FULL)))
    page = Page(source)
    assert {"script", "link", "img", "iframe", "object", "base"}.isdisjoint(page.elements)
    assert "url(" not in source
    assert "@import" not in source
    assert [url for url in page.links() if not url.startswith("#")] == [
        "https://corp.slack.com/files/U2/F1/answers.png",
        "https://corp.slack.com/archives/C7/p1709592480000100",
    ]


def test_the_page_says_what_kind_of_document_it_is_first() -> None:
    source = render(ReviewHtml.of(reviewed(FULL)))
    assert source.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert source.endswith("</html>")


def test_headings_descend_one_level_at_a_time() -> None:
    elements = Page(render(ReviewHtml.of(reviewed(FULL)))).elements
    levels = [int(element[1]) for element in elements if element in ("h1", "h2", "h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_the_time_bar_is_filled_by_the_phases_up_to_the_resolution() -> None:
    bar = ReviewHtml.of(reviewed(FULL)).bar
    assert bar is not None
    assert (bar.start, bar.end) == (after(-9), after(130))
    assert [band.name for band in bar.bands] == ["Detection", "Investigation", "Mitigation", "Monitoring"]
    assert sum(band.width for band in bar.bands) == pytest.approx(100, abs=0.1)
    assert [tick.number for tick in bar.ticks] == list(range(1, 11))
    assert all(0 <= tick.left <= 100 for tick in bar.ticks)


def test_a_silence_is_drawn_where_it_was() -> None:
    bar = ReviewHtml.of(reviewed(FULL)).bar
    assert bar is not None
    assert [(silence.left, silence.minutes) for silence in bar.silences] == [(round(100 * 25 / 139, 2), 114)]


def test_an_incident_without_entries_has_no_time_bar() -> None:
    assert ReviewHtml.of(reviewed(BARE)).bar is None


def test_an_open_incident_is_drawn_until_now() -> None:
    lines = (entry(0, Kind.DECLARATION, "SEV4 declared", source=Source.SYSTEM), entry(5, Kind.NOTE, "Looking"))
    bar = ReviewHtml.of(reviewed(replace(BARE, entries=lines))).bar
    assert bar is not None
    assert (bar.end, bar.bands[-1].minutes) == (LATER, 160)


@pytest.mark.parametrize("reader", READERS)
def test_what_is_missing_is_said(reader: Callable[[Review], str]) -> None:
    document = reader(reviewed(FULL))
    assert "no owner" in document
    assert "no date" in document
    assert "not been read from Slack" in document
    bare = reader(reviewed(BARE))
    assert "Nothing is on the timeline." in bare
    assert "No update was posted." in bare
    assert bare.count("Not recorded yet.") == 3


@pytest.mark.parametrize("reader", READERS)
def test_a_private_incident_is_marked_as_private(reader: Callable[[Review], str]) -> None:
    assert "private" in reader(reviewed(FULL))
    assert "private" not in reader(reviewed(BARE))


@pytest.mark.parametrize("reader", READERS)
def test_who_said_it_who_marked_it_and_when_it_was_written_down(reader: Callable[[Review], str]) -> None:
    document = reader(reviewed(FULL))
    assert "Alarm bell, marked by Omar Haddad" in document
    assert "Nora Weiss, written down 22:54" in document
    assert "Nora Weiss, noted by the bot" in document


@pytest.mark.parametrize("reader", READERS)
def test_times_on_another_day_carry_their_date(reader: Callable[[Review], str]) -> None:
    document = reader(reviewed(FULL))
    assert "5 Mar 00:20" in document
    assert "4 Mar 22:50" not in document.replace("Mon 4 Mar 2024", "")
