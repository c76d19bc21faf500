"""The review as a page: every link leads somewhere and back, what is long is closed, and links can open it."""

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest

from bot.analysis.model import Case, Event
from bot.config.policy import Policy
from bot.review.document.review import Review
from bot.review.document.reviewed import review_of
from bot.timeline.kinds import EntryKind
from templates.review.document import review_document
from tests.bot.review.document.review_cases import BARE, FULL, reviewed
from tests.templates import document_examples as record
from tests.templates.document_reading import Page

START = datetime(2024, 3, 5, 14, 0, tzinfo=UTC)
MESSAGES = "https://acme.slack.com/archives/C1/p"


def many(count: int) -> Case:
    """An incident of so many entries, some of which are a choice for the first view."""
    kinds = {1: EntryKind.DETECTION, count: EntryKind.RESOLUTION}
    told = tuple(
        Event(
            number,
            named(number),
            START + timedelta(minutes=number),
            kind=kinds.get(number, kind),
            link=f"{MESSAGES}{number}",
        )
        for number in range(1, count + 1)
        for kind in (EntryKind.INVESTIGATION if number % 3 else EntryKind.MITIGATION,)
    )
    return replace(FULL, events=told, moments={}, moment_places={})


def named(number: int) -> str:
    """Entries whose words differ: alike ones would be one."""
    return f"shard {'abcdefghij'[number // 10] * 5} of node {'klmnopqrst'[number % 10] * 5} moved"


REVIEWS = {
    "full": reviewed(FULL, "all", "comprehensive"),
    "bare": reviewed(BARE, "all", "standard"),
    "brief": reviewed(FULL, None, "brief"),
    "record": review_of(record.FULL, Policy(), record.LATER, "all", "comprehensive"),
    "many": reviewed(many(90), None, "standard"),
}


def page(review: Review) -> Page:
    return Page(review_document(review, "html"))


class Inside(HTMLParser):
    """Which ids stand in which part of a page: under a `details` outside of its `summary`, or elsewhere."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.path: list[str] = []
        self.opened_by_a_link: set[str] = set()
        self.hidden: set[str] = set()
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs).get("id")
        if found and "details" in self.path:
            (self.hidden if "summary" in self.path else self.opened_by_a_link).add(found)
        if tag not in ("meta", "br"):
            self.path.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.path and self.path.pop() != tag:
            pass


@pytest.mark.parametrize("review", REVIEWS.values(), ids=REVIEWS)
def test_every_link_leads_to_one_place_of_the_page(review: Review) -> None:
    found = page(review)
    places = Counter(value for name, value in found.attributes if name == "id")
    assert [place for place, count in places.items() if count > 1] == []
    inside = {link.removeprefix("#") for link in found.links() if link.startswith("#")}
    assert inside <= set(places)


@pytest.mark.parametrize("review", REVIEWS.values(), ids=REVIEWS)
def test_each_source_leads_back_to_where_it_is_cited_first(review: Review) -> None:
    source = review_document(review, "html")
    for number in (one.number for one in review.sources.values()):
        cited = source.index(f'id="cited-{number}"')
        assert cited == source.index(f'href="#source-{number}"') - len(f'id="cited-{number}"><a ')
        assert source.index(f'href="#cited-{number}"') > cited


@pytest.mark.parametrize("review", REVIEWS.values(), ids=REVIEWS)
def test_what_a_link_leads_to_is_opened_by_it(review: Review) -> None:
    """A browser opens a closed `details` for a place within it, and not for one in its summary."""
    source = review_document(review, "html")
    found = Inside(source)
    assert found.hidden == set()
    keys = {section.key for section in review.sections if not section.page_one}
    assert keys <= found.opened_by_a_link
    for number in re.findall(r'href="#event-(\d+)"', source):
        assert f"event-{number}" in found.opened_by_a_link


def test_a_source_leads_to_the_entry_and_to_its_message() -> None:
    source = review_document(reviewed(many(90), None, "standard"), "html")
    cited = source[source.index('<ol class="sources">') :]
    assert re.search(rf'<a href="#event-\d+">[^<]+</a> \(<a href="{MESSAGES}\d+">message</a>\)', cited)


def test_the_contents_name_each_section_behind_page_one() -> None:
    review = REVIEWS["full"]
    source = review_document(review, "html")
    contents = re.search(r'<nav aria-label="Contents">(.*?)</nav>', source, re.DOTALL)
    assert contents
    named = re.findall(r">([^<]+)</a>", contents[1])
    assert named == [section.title for section in review.sections if not section.page_one] + ["Sources"]


def test_a_long_review_is_closed_behind_page_one_and_a_short_one_open() -> None:
    long, short = (review_document(REVIEWS[name], "html") for name in ("full", "bare"))
    assert "<details>" in long
    assert "<details open>" not in long
    assert "<details open>" in short


def test_a_brief_is_one_open_page_without_contents_and_picture() -> None:
    found = page(REVIEWS["brief"])
    assert {"nav", "svg"}.isdisjoint(found.elements)
    assert "<details>" not in review_document(REVIEWS["brief"], "html")


def test_all_entries_of_a_long_timeline_are_closed_behind_the_first_view() -> None:
    source = review_document(REVIEWS["many"], "html")
    assert re.search(r"<h2>All entries</h2> <span class=\"by\">9\d entries</span>", source)
    assert source.index("All entries</h2>") > source.index('<ol class="sources">'), "behind everything"
    assert len(re.findall(r'id="event-\d+"', source)) == 90


def test_severity_and_state_are_words_at_the_top() -> None:
    head = review_document(REVIEWS["full"], "html").partition("</header>")[0]
    assert f">{REVIEWS['full'].level.name}</span>" in head
    assert ">Resolved</span>" in head


def test_the_page_runs_no_script() -> None:
    for review in REVIEWS.values():
        source = review_document(review, "html")
        assert "<script" not in source
        assert not re.search(r"<[^>]+ on[a-z]+=", source)


def test_print_opens_what_is_closed_and_repeats_the_heads_of_tables() -> None:
    css = review_document(REVIEWS["full"], "html").partition("@media print {\n  :root")[2]
    assert "details::details-content { content-visibility: visible" in css
    assert "thead { display: table-header-group; }" in css
    assert "tr, li { break-inside: avoid; }" in css


def test_each_table_names_its_columns() -> None:
    source = review_document(REVIEWS["full"], "html")
    for table in re.findall(r"<table.*?</table>", source, re.DOTALL):
        assert re.search(r'<thead><tr>(<th scope="col"[^>]*>[^<]+</th>)+</tr></thead>', table)
