"""The review as documents: every fact in every format, and nothing that people typed acts in any of them."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from itertools import pairwise
from typing import Any

import pytest

from bot.analysis.model import Case
from bot.config.policy import Policy
from bot.incidents.change import IncidentDetails
from bot.people.model import Person
from bot.review.document.parts import Section
from bot.review.document.review import Review, review_json
from bot.review.document.reviewed import review_of
from bot.review.document.sources import Source
from bot.review.root_cause.methods import METHODS
from bot.time_format import clock
from bot.timeline.model import Attachment, EntryKind
from templates.review.document import review_document
from tests.bot.review.document.review_cases import BARE, EMPTY, FULL, claim, reviewed
from tests.templates import document_examples as record
from tests.templates.document_reading import Page, markdown_text, markdown_tokens
from tests.templates.hostile_examples import OPEN, TYPED, marked

# What a machine needs, or what a document says in words of its own
UNREAD = {
    "columns",
    "key",
    "kind",
    "right",
    "required",
    "person_id",
    "to",  # of a question, which names its person and their part
    "mark",
    "words",
    "ordered",
    "evidence",
    "phase",
    "quoted",
    "folded",
    "page_one",
    "moments",
    "number",
    "answer",
    "place",
}


def as_markdown(review: Review) -> str:
    source = review_document(review, "markdown")
    links = (str(token.attrs.get("href", "")) for token in markdown_tokens(source))
    return "\n".join((markdown_text(source), *links))


def as_html(review: Review) -> str:
    page = Page(review_document(review, "html"))
    return "\n".join((page.text, *page.links()))


def as_text(review: Review) -> str:
    return review_document(review, "text")


READERS = (as_markdown, as_html, as_text)
REVIEWS = {
    "full": reviewed(FULL, "all", "comprehensive"),
    "bare": reviewed(BARE, "all", "comprehensive"),
    "empty": reviewed(EMPTY, "all", "comprehensive"),
    "record": review_of(record.FULL, Policy(), record.LATER, "all", "comprehensive"),
    "bare record": review_of(record.BARE, Policy(), record.LATER, "all", "comprehensive"),
}


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


def untitled(section: Section) -> Section:
    """On page one bold words may stand for the title."""
    return replace(section, title="", lead="") if section.page_one else section


def told_in(review: Review, reader: Callable[[Review], str]) -> list[Section]:
    """In words, the table of factors stands for the fishbone."""
    drawn = reader is as_html
    return [one for one in review.sections if drawn or any(part.kind != "fishbone" for part in one.parts)]


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("review", REVIEWS.values(), ids=REVIEWS)
def test_each_fact_of_each_part_stands_in_each_document(review: Review, reader: Callable[[Review], str]) -> None:
    document = folded(reader(review)).casefold()
    told = [
        (name, clock(fact, review.day) if isinstance(fact, datetime) else str(fact))
        for name, fact in leaves(tuple(untitled(section) for section in told_in(review, reader)))
        if name not in UNREAD and fact is not None and not isinstance(fact, bool)
    ]
    missing = [(name, fact) for name, fact in told if folded(fact).casefold() not in document]
    assert missing == []
    assert len(told) > 10


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("review", REVIEWS.values(), ids=REVIEWS)
def test_what_each_statement_rests_on_stands_in_each_document(review: Review, reader: Callable[[Review], str]) -> None:
    document = folded(reader(review))
    names = [part for source in review.sources.values() for part in (*times(source), source.fields)]
    assert [name for name in names if folded(name) not in document] == []
    numbers = {source.number for source in review.sources.values()}
    assert numbers == set(range(1, len(numbers) + 1))


def times(source: Source) -> list[str]:
    return [entry.time for entry in source.entries]


@pytest.mark.parametrize("review", REVIEWS.values(), ids=REVIEWS)
def test_each_fact_of_each_part_stands_in_the_json(review: Review) -> None:
    def plain(fact: object) -> object:
        if isinstance(fact, datetime):
            return fact.isoformat(timespec="seconds").replace("+00:00", "Z")
        if isinstance(fact, date):
            return fact.isoformat()
        return fact.value if isinstance(fact, Enum) else fact

    kept = json.loads(json.dumps(review_json(review)))["sections"]
    expected = {repr(plain(fact)) for _, fact in leaves(review.sections)}
    assert expected <= {repr(fact) for fact in json_leaves(kept)}


def json_leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for item in value.values():
            yield from json_leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from json_leaves(item)
    else:
        yield value


def figures(case: Case) -> set[str]:
    """What the case holds in figures and texts, as a reader looks for it; times are looked for as clock times."""
    found = set[str]()

    def walk(value: object) -> None:
        if is_dataclass(value):
            walk(tuple(getattr(value, field.name) for field in fields(value)))
        elif isinstance(value, Mapping):
            walk(tuple(value.values()))
        elif isinstance(value, tuple | list):
            for item in value:
                walk(item)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found.add(f"{value:,}")
        elif isinstance(value, str) and not isinstance(value, Enum):
            found.add(value)

    walk((case.facts, case.unknown, case.services, case.participants))
    for claims in (case.impact, case.causes, case.factors, case.fixes, case.detection, case.helped, case.hindered):
        found.update(claim.text for claim in claims)
    found.update(claim.text for claim in (*case.lessons, *case.related))
    found.update(todo.title for todo in case.actions)
    found.update(event.text for event in case.events if event.kind is not EntryKind.COMMUNICATION)  # a message
    found.update(told.text for told in case.told)
    return {text for text in found if text}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("method", [*METHODS, "all", None])
def test_each_figure_of_the_input_stands_in_the_comprehensive_one_whatever_the_method(
    method: str | None, reader: Callable[[Review], str]
) -> None:
    document = folded(reader(reviewed(FULL, method, "comprehensive"))).casefold()
    told = {figure.casefold() for figure in figures(FULL)}
    assert {figure for figure in told if figure not in document and figure.replace(",", "") not in document} == set()


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("review", REVIEWS.values(), ids=REVIEWS)
def test_no_value_of_the_program_is_printed_as_text(review: Review, reader: Callable[[Review], str]) -> None:
    document = re.sub(r"\bNone(?= is | yet|: )", "", reader(review))
    for sign in ("None", "True", "False", "['", "{'", "datetime", "Evidence(", "Kind."):
        assert sign not in document


def typed_everywhere(text: str) -> IncidentDetails:
    """The full incident with the same text wherever a person can type one."""
    person, full = Person("U9", text), record.FULL
    typed: dict[str, Any] = {
        "text": text,
        "author": person,
        "captured_by": (person,),
        "permalink": text,
        "files": (Attachment(text, text, text),),
    }
    return replace(
        full,
        incident=replace(
            full.incident,
            title=text,
            services=(text, text),
            summary=text,
            declared_by=person,
            commander=person,
            channel_name=text,
        ),
        entries=tuple(replace(line, **typed) for line in full.entries),
        updates=tuple(replace(update, text=text, by=person) for update in full.updates),
        records=tuple(replace(one, text=text, by=person) for one in full.records),
        actions=tuple(replace(item, title=text, priority=text, by=person) for item in full.actions),
    )


def hostile(text: str) -> Review:
    return review_of(typed_everywhere(text), Policy(), record.LATER, "all", "comprehensive")


@pytest.mark.parametrize("typed", TYPED)
def test_html_runs_nothing_that_somebody_typed(typed: str) -> None:
    calm, page = (Page(review_document(hostile(text), "html")) for text in ("calm", marked(typed)))
    allowed = set(calm.elements)
    assert set(page.elements) <= allowed
    assert {"script", "iframe", "img", "object"}.isdisjoint(page.elements)
    assert {name for name, _ in page.attributes} <= {name for name, _ in calm.attributes}
    assert all(link.startswith("#") for link in page.links())
    assert page.text.count(marked(typed)) > 10


@pytest.mark.parametrize("typed", TYPED)
def test_markdown_shows_hostile_text_as_typed_and_makes_no_links_of_it(typed: str) -> None:
    source = review_document(hostile(marked(typed)), "markdown")
    acting = [token for token in markdown_tokens(source) if token.type in ("link_open", "html_block", "image")]
    assert [token for token in acting if not str(token.attrs.get("href", "")).startswith("#")] == []
    lines = "\n".join(line.strip() for line in marked(typed).split("\n"))
    assert markdown_text(source).count(lines) > 10
    headings = [token for token in markdown_tokens(source) if token.type == "heading_open"]
    assert len(headings) < 20


@pytest.mark.parametrize("typed", TYPED)
def test_text_shows_hostile_text_as_typed(typed: str) -> None:
    unwrapped = folded(as_text(hostile(marked(typed))))
    assert unwrapped.count(folded(marked(typed))) > 10
    assert OPEN in unwrapped


def test_the_page_asks_for_nothing_from_elsewhere() -> None:
    source = review_document(REVIEWS["record"], "html")
    page = Page(source)
    assert {"script", "link", "img", "iframe", "object", "base"}.isdisjoint(page.elements)
    assert "url(" not in source
    assert "@import" not in source


def test_the_page_says_what_kind_of_document_it_is_first() -> None:
    source = review_document(REVIEWS["full"], "html")
    assert source.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert source.endswith("</html>")


@pytest.mark.parametrize("review", REVIEWS.values(), ids=REVIEWS)
def test_headings_descend_one_level_at_a_time(review: Review) -> None:
    elements = Page(review_document(review, "html")).elements
    levels = [int(element[1]) for element in elements if element in ("h1", "h2", "h3", "h4")]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_what_a_sentence_rests_on_leads_to_the_event() -> None:
    page = Page(review_document(REVIEWS["full"], "html"))
    anchors = {value for name, value in page.attributes if name == "id"}
    inside = {url.removeprefix("#") for url in page.links() if url.startswith("#")}
    assert inside <= anchors
    assert any(name.startswith("event-") for name in inside)
    assert any(name.startswith("source-") for name in inside)


def test_the_frameworks_and_the_timeline_are_pictures_in_html() -> None:
    page = Page(review_document(REVIEWS["full"], "html"))
    frameworks, timeline = 2, 2  # the timeline lies, and stands for narrow screens
    assert page.elements.count("svg") == frameworks + timeline


@pytest.mark.parametrize("reader", READERS)
def test_a_private_incident_is_marked_as_private(reader: Callable[[Review], str]) -> None:
    assert "private, for its members only" in reader(REVIEWS["record"])
    assert "private, for its members only" not in reader(REVIEWS["bare record"])


@pytest.mark.parametrize("reader", READERS)
def test_who_marked_an_entry_and_when_it_was_written_down_stands_with_it(reader: Callable[[Review], str]) -> None:
    document = folded(reader(REVIEWS["record"]))
    for told in (
        "marked by Omar Haddad",
        "written down 22:54",
        "message: deleted",
        "answers.png",
    ):
        assert told in document


@pytest.mark.parametrize("reader", READERS)
def test_times_on_another_day_carry_their_date(reader: Callable[[Review], str]) -> None:
    assert "Tue 5 Mar, 00:20" in reader(REVIEWS["record"])


def test_a_figure_at_the_start_of_a_cell_is_not_escaped() -> None:
    review = reviewed(replace(FULL, impact=(claim("17.5 % of mail was late"),)))
    assert "17.5 % of mail was late" in review_document(review, "markdown")


@pytest.mark.parametrize("form", ["markdown", "html", "text"])
def test_wording_that_blames_is_in_the_json_and_not_in_the_document(form: str) -> None:
    review = reviewed(replace(BARE, causes=(claim("Somebody forgot to renew it", "cause"),)))
    told = json.loads(json.dumps(review_json(review)))["wording"]
    assert [(one["words"], one["evidence"]["place"]) for one in told] == [("forgot to", "cause")]
    assert told[0]["proposal"] not in review_document(review, form)
