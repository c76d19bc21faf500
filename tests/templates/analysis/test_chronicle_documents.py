"""The timeline as a document: every fact in every format, and nothing that people typed acts in any of them."""

from datetime import UTC
from html import unescape

import pytest

from bot.analysis.model import Case, Chronicle
from bot.analysis.phases.chronicle import read_timeline
from bot.config.policy import Policy
from bot.time_format import clock, duration
from templates.analysis.timeline import chronicle_document
from tests.bot.analysis.timeline_cases import PLAIN, events, labelled
from tests.templates.document_reading import Page, markdown_text
from tests.templates.hostile_examples import TYPED, marked
from tools.timelines import case_of

FORMATS = ("text", "markdown", "html")


def plain() -> tuple[Case, Chronicle]:
    case = Case(title="Checkout fails", events=events(*PLAIN), complaints=("events[3].at: “25:99” is not a time",))
    return case, read_timeline(case, Policy(), "sev1")


def seen(case: Case, chronicle: Chronicle, form: str) -> str:
    source = chronicle_document(case, chronicle, form)
    if form == "markdown":
        return markdown_text(source)
    return unescape(Page(source).text) if form == "html" else source


@pytest.mark.parametrize("form", FORMATS)
def test_every_fact_stands_in_every_format(form: str) -> None:
    case, chronicle = plain()
    day = chronicle.events[0].event.at
    assert day is not None
    shown = " ".join(seen(case, chronicle, form).split())
    facts = [case.title, "SEV1", *chronicle.narrative, *case.complaints]
    facts += [one.event.text for one in chronicle.events] + [one.event.actor for one in chronicle.events]
    facts += [one.how[1:] for one in chronicle.events] + [str(one.phase) for one in chronicle.events]
    facts += [clock(one.event.at.astimezone(UTC), day.date()) for one in chronicle.events if one.event.at]
    facts += [moment.how for moment in chronicle.moments.values()]
    facts += [part for span in chronicle.spans for part in (span.name, span.definition)]
    facts += [duration(int(span.minutes)) for span in chronicle.spans if span.minutes is not None]
    facts += [part for band in chronicle.bands for part in (band.name, duration(int(band.minutes)))]
    facts += [gap.why for gap in chronicle.gaps]
    assert [fact for fact in facts if " ".join(fact.split()) not in shown] == []


@pytest.mark.parametrize("form", FORMATS)
def test_no_python_value_is_printed_as_text(form: str) -> None:
    for stored in labelled("given"):
        case = case_of(stored)
        shown = seen(case, read_timeline(case, Policy(), "sev2"), form)
        assert not any(word in shown for word in ("None", "datetime", "Kind.", "frozenset", "{}", "()"))


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_case_is_a_document_without_empty_sections(form: str) -> None:
    shown = seen(Case(), read_timeline(Case(), Policy(), ""), form)
    assert "unknown" in shown
    assert not any(title in shown.casefold() for title in ("gaps", "participation", "input problems", "phases\n"))


@pytest.mark.parametrize("typed", TYPED)
def test_hostile_text_acts_in_no_page_and_shows_as_typed(typed: str) -> None:
    case = Case(title=marked(typed), events=events((0, marked(typed), marked(typed)), (9, "Ana", "resolved")))
    page = Page(chronicle_document(case, read_timeline(case, Policy(), "sev1"), "html"))
    assert not set(page.elements) & {"script", "img", "iframe", "a", "object", "foreignobject"}
    assert not any(name.startswith("on") for name, _ in page.attributes)
    assert marked(typed).split("\n")[0].strip() in page.text


@pytest.mark.parametrize("typed", TYPED)
def test_hostile_text_shows_as_typed_in_markdown(typed: str) -> None:
    case = Case(title="Shop", events=events((0, "Ana", marked(typed))))
    shown = markdown_text(chronicle_document(case, read_timeline(case, Policy(), "sev1"), "markdown"))
    assert " ".join(marked(typed).split()) in " ".join(shown.split())
