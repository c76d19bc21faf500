"""The review as a whole: which sections it has, what they rest on, and that nothing is made up."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.model import Case, Evidence
from bot.config.policy import Severity
from bot.errors import NotUnderstood
from bot.json_types import Json
from bot.review.document.parts import (
    Chain,
    Course,
    Fishbone,
    Items,
    Paragraph,
    Part,
    Questions,
    Section,
    Sentence,
    Table,
)
from bot.review.document.review import Review, review_json
from bot.review.document.templates import TEMPLATES
from bot.review.questions.order import MOST_QUESTIONS
from bot.review.root_cause.methods import METHODS
from templates.review.document import review_document
from tests.bot.review.document.review_cases import BARE, EMPTY, FULL, POLICY, claim, reviewed

CASES = {"full": FULL, "bare": BARE, "empty": EMPTY}


def keys(review: Review) -> list[str]:
    return [section.key for section in review.sections]


def sentences(part: Part) -> Iterator[Sentence]:
    if isinstance(part, Paragraph):
        yield from part.sentences
    elif isinstance(part, Items):
        yield from part.items
    elif isinstance(part, Fishbone):
        yield from (cause for bone in part.bones for cause in bone.causes)


def holds_something(part: Part) -> bool:
    if isinstance(part, Table):
        return bool(part.rows)
    if isinstance(part, Questions):
        return bool(part.questions)
    if isinstance(part, Course):
        return all(stage.lines for stage in part.stages) and bool(part.stages)
    if isinstance(part, Chain):
        return bool(part.steps)
    return bool(list(sentences(part))) if isinstance(part, Paragraph | Items) else True


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("method", [*METHODS, "all"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_no_heading_stands_above_nothing(case: Case, method: str, template: str) -> None:
    for section in reviewed(case, method, template).sections:
        assert section.parts, section.key
        assert all(map(holds_something, section.parts)), section.key


def test_a_larger_template_has_all_sections_of_the_smaller_ones() -> None:
    brief, standard, comprehensive = (set(keys(reviewed(FULL, None, template))) for template in TEMPLATES)
    assert brief < standard < comprehensive


def test_page_one_comes_first() -> None:
    places = [section.page_one for section in reviewed(FULL, "all", "comprehensive").sections]
    assert places == sorted(places, reverse=True)
    assert places.count(True) == 6


@pytest.mark.parametrize(
    ("severity", "template", "methods"),
    [
        ("SEV1", "standard", ("five-whys", "fishbone", "timeline")),
        ("SEV2", "standard", ("five-whys", "timeline")),
        ("SEV3", "brief", ()),
        ("SEV4", "brief", ()),
    ],
)
def test_the_severity_decides_what_nobody_named(severity: str, template: str, methods: tuple[str, ...]) -> None:
    review = reviewed(replace(FULL, severity=severity))
    assert (review.template, review.methods) == (template, methods)


def test_comprehensive_has_every_framework() -> None:
    assert reviewed(FULL, None, "comprehensive").methods == METHODS


@pytest.mark.parametrize("level", POLICY.severities, ids=lambda level: level.key)
def test_what_a_severity_demands_stands_in_its_review(level: Severity) -> None:
    review = reviewed(replace(FULL, severity=level.key))
    demanded = {section.title.casefold() for section in review.sections if section.required}
    assert demanded == {{"actions": "action items"}.get(name, name) for name in level.review_sections}


def test_the_review_is_due_some_hours_after_the_resolution() -> None:
    due = reviewed(FULL).due
    assert due
    assert (due - FULL.moments["resolved_at"]).total_seconds() / 3600 == 72
    assert reviewed(BARE).due is None


SECTION_OF = {"five-whys": "five-whys", "fishbone": "fishbone", "timeline": "decisions", "bow-tie": "bow-tie"}


@pytest.mark.parametrize("method", METHODS)
def test_a_named_method_is_the_only_framework(method: str) -> None:
    assert set(SECTION_OF.values()) & set(keys(reviewed(FULL, method))) == {SECTION_OF[method]}


def test_all_methods_are_all_frameworks() -> None:
    assert set(SECTION_OF.values()) <= set(keys(reviewed(FULL, "all", "brief")))


@pytest.mark.parametrize(("method", "template"), [("guessing", None), (None, "gigantic")])
def test_a_method_or_template_that_is_none_is_refused_with_those_that_are(
    method: str | None, template: str | None
) -> None:
    with pytest.raises(NotUnderstood, match=r"is not a (method|template) here\. Use "):
        reviewed(FULL, method, template)


def test_what_is_quoted_from_people_names_where_it_stands() -> None:
    review = reviewed(FULL, "all", "comprehensive")
    told = [one for section in review.sections for part in section.parts for one in sentences(part) if one.quoted]
    assert len(told) > 10
    assert [one.text for one in told if not any(each.place for each in one.evidence)] == []


def test_events_that_evidence_names_are_there() -> None:
    review = reviewed(FULL, "all", "comprehensive")
    places = {event.place for event in FULL.events}
    named = {
        one.place
        for section in review.sections
        for part in section.parts
        for sentence in sentences(part)
        for one in sentence.evidence
        if one.place.startswith("event ")
    }
    assert named
    assert named <= places


def test_sections_are_found_by_their_keys() -> None:
    review = reviewed(FULL)
    assert len(set(keys(review))) == len(review.sections)
    impact = review.section("impact")
    assert isinstance(impact, Section)
    assert impact.title == "Impact"
    assert review.section("nothing") is None


def test_the_same_input_gives_the_same_review() -> None:
    assert reviewed(FULL, "all") == reviewed(FULL, "all")


def test_the_json_is_plain_holds_all_sections_and_what_was_read() -> None:
    review = reviewed(FULL, "all", "comprehensive")
    kept = json.loads(json.dumps(review_json(review)))
    assert [section["key"] for section in kept["sections"]] == keys(review)
    assert all(part["kind"] for section in kept["sections"] for part in section["parts"])
    assert kept["case"]["facts"]["affected_users"] == 8300
    assert kept["case"]["events"][0]["at"] == "2024-05-06T09:48:00Z"
    assert kept["durations"]["detect"] == 7


def test_an_empty_input_gives_questions_and_no_statements_of_its_own() -> None:
    review = reviewed(EMPTY, "all", "comprehensive")
    assert review.completeness < 40
    assert {"cause", "impact/users", "actions"} <= {question.key for question in review.asked}


def test_without_events_the_timeline_has_the_stated_key_times_and_somebody_is_asked() -> None:
    review = reviewed(replace(FULL, events=()))
    section = review.section("timeline")
    assert section
    (course,) = (part for part in section.parts if isinstance(part, Course))
    assert [line.number for stage in course.stages for line in stage.lines] == [0, 0, 0]
    assert "timeline" in {question.key for question in review.asked}


def test_at_most_seven_questions_are_asked_at_once() -> None:
    review = reviewed(EMPTY, "all", "comprehensive")
    assert len(review.asked) > len(review.questions) == MOST_QUESTIONS


@given(
    texts=st.lists(st.text(max_size=40), max_size=4),
    facts=st.dictionaries(
        st.sampled_from(["affected_users", "data_loss", "regions", "odd_thing", "error_rate", "executives_notified"]),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10) | st.lists(st.text(max_size=5)),
    ),
    template=st.sampled_from(TEMPLATES),
)
def test_whatever_is_recorded_gives_a_whole_review(texts: list[str], facts: dict[str, Json], template: str) -> None:
    claims = tuple(claim(text, f"x[{place}]") for place, text in enumerate(texts))
    case = replace(BARE, causes=claims, factors=claims, lessons=claims, impact=claims, facts=facts)
    review = reviewed(case, "all", template)
    assert review.completeness == 100 * sum(check.done for check in review.checks) // len(review.checks)
    json.dumps(review_json(review))


def test_a_figure_rests_on_the_field_where_it_stood() -> None:
    section = reviewed(FULL).section("impact")
    assert section
    told = next(one for part in section.parts for one in sentences(part) if "8,300 users (31.5%)" in one.text)
    assert Evidence("impact.users") in told.evidence


def test_statements_on_the_same_have_the_same_number() -> None:
    review = reviewed(FULL, "all", "comprehensive")
    numbers = [source.number for source in review.sources.values()]
    assert numbers == list(range(1, len(numbers) + 1))
    causes = [
        review.source(one.evidence)
        for section in review.sections
        for part in section.parts
        for one in (*sentences(part), *(step for step in getattr(part, "steps", ()) if step.answer))
        if "resolution.cause" in {each.place for each in one.evidence}
    ]
    assert len(causes) > 1
    assert len(set(causes)) == 1


def test_a_source_is_named_in_words() -> None:
    texts = [source.fields for source in reviewed(FULL, "all", "comprehensive").sources.values()]
    assert "Resolution record: cause" in texts
    assert not any(sign in text for text in texts for sign in "[]_")


@pytest.mark.parametrize(("severity", "suggested"), [("SEV2", False), ("", True)])
def test_a_severity_that_nobody_recorded_is_called_suggested(severity: str, suggested: bool) -> None:
    section = reviewed(replace(FULL, severity=severity)).section("definitions")
    assert section
    assert ("is suggested" in repr(section)) is suggested


@pytest.mark.parametrize("form", ["markdown", "text", "html"])
@pytest.mark.parametrize(("severity", "suggested"), [("SEV2", False), ("", True)])
def test_a_suggested_severity_is_shown_as_suggested_in_the_head(form: str, severity: str, suggested: bool) -> None:
    document = review_document(reviewed(replace(FULL, severity=severity)), form)
    assert ("(suggested)" in document) is suggested


def test_nobody_is_asked_about_what_a_suggested_severity_would_have_owed() -> None:
    silent = replace(FULL, told=(), communication=(), events=tuple(one for one in FULL.events if one.number != 5))
    asked = [
        {one.key for one in reviewed(replace(silent, severity=severity)).asked} & {"escalation", "told"}
        for severity in ("SEV1", "")
    ]
    assert asked == [{"escalation", "told"}, set()]
