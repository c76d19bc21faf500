"""The review as a whole: which sections it has, what they rest on, and that nothing is made up."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.model import Case, Evidence
from bot.errors import NotUnderstood
from bot.json_types import Json
from bot.review.document.review import LAYOUT, Review, review_json
from bot.review.document.sections import (
    Chain,
    Course,
    Facts,
    Fishbone,
    Items,
    Paragraph,
    Part,
    Questions,
    Section,
    Sentence,
    Table,
)
from bot.review.document.templates import TEMPLATES
from bot.review.root_cause.methods import METHODS
from bot.timeline.model import EntryKind
from tests.bot.review.document.review_cases import BARE, EMPTY, FULL, POLICY, claim, event, reviewed

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
    if isinstance(part, Facts):
        return bool(part.facts)
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
    assert comprehensive - {"fishbone", "bow-tie", "wording"} >= {
        layout.key for layout in LAYOUT if layout.key not in ("fishbone", "bow-tie", "wording")
    }


@pytest.mark.parametrize(
    ("severity", "template", "methods"),
    [
        ("SEV1", "comprehensive", ("five-whys", "fishbone", "timeline")),
        ("SEV2", "standard", ("five-whys", "timeline")),
        ("SEV3", "standard", ("five-whys",)),
        ("SEV4", "brief", ()),
    ],
)
def test_the_severity_decides_what_nobody_named(severity: str, template: str, methods: tuple[str, ...]) -> None:
    review = reviewed(replace(FULL, severity=severity))
    assert (review.template, review.methods) == (template, methods)


@pytest.mark.parametrize("level", POLICY.severities, ids=lambda level: level.key)
def test_what_a_severity_demands_stands_even_in_a_brief_review(level: object) -> None:
    severity = POLICY.read_severity(str(getattr(level, "key", "")))
    assert severity
    review = reviewed(replace(EMPTY, severity=severity.key), None, "brief")
    demanded = {section.title.casefold() for section in review.sections if section.required}
    names = {"actions": "action items"}
    assert demanded == {names.get(name, name) for name in severity.review_sections}


def test_the_review_is_due_some_hours_after_the_resolution() -> None:
    due = reviewed(FULL).due
    assert due
    assert (due - FULL.moments["resolved_at"]).total_seconds() / 3600 == 72
    assert reviewed(BARE).due is None


@pytest.mark.parametrize("method", METHODS)
def test_a_named_method_is_the_only_framework(method: str) -> None:
    frameworks = {"five-whys", "fishbone", "timeline-analysis", "bow-tie"}
    wanted = "timeline-analysis" if method == "timeline" else method
    assert frameworks & set(keys(reviewed(FULL, method))) == {wanted}


def test_all_methods_are_all_frameworks() -> None:
    assert {"five-whys", "fishbone", "timeline-analysis", "bow-tie"} <= set(keys(reviewed(FULL, "all", "brief")))


@pytest.mark.parametrize(("method", "template"), [("guessing", None), (None, "gigantic")])
def test_a_method_or_template_that_is_none_is_refused_with_those_that_are(
    method: str | None, template: str | None
) -> None:
    with pytest.raises(NotUnderstood, match=r"is not a (method|template) here\. Use "):
        reviewed(FULL, method, template)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_sentence_names_what_it_rests_on(case: Case) -> None:
    review = reviewed(case, "all", "comprehensive")
    bare = [
        (section.key, sentence.text)
        for section in review.sections
        for part in section.parts
        for sentence in sentences(part)
        if not [one for one in sentence.evidence if one.place]
    ]
    assert bare == []


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
    assert {"cause", "impact/users", "timeline", "actions"} <= {question.key for question in review.asked}


def test_lessons_that_people_logged_in_review_are_lessons() -> None:
    logged = event(9, 300, EntryKind.REVIEW, "We test queues from now on")
    section = reviewed(replace(FULL, events=(*FULL.events, logged))).section("lessons")
    assert section
    assert "We test queues from now on" in repr(section)


def test_a_severity_that_the_facts_contradict_is_said() -> None:
    low = replace(FULL, severity="SEV4", facts={**FULL.facts, "affected_users_percentage": 90})
    section = reviewed(low, None, "comprehensive").section("severity")
    assert section
    assert "It was handled as SEV4; what is recorded reads like SEV1." in repr(section)


def test_without_events_the_timeline_asks() -> None:
    section = reviewed(replace(FULL, events=())).section("timeline")
    assert section
    assert [type(part) for part in section.parts] == [Questions]


def test_a_bare_statement_of_when_it_began_is_no_threat() -> None:
    began = event(1, -12, EntryKind.TRIGGER, "Incident started", source="start")
    section = reviewed(replace(FULL, events=(began, *FULL.events[1:])), "bow-tie").section("bow-tie")
    assert section
    assert "Incident started" not in repr(section)


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


def test_evidence_of_a_fact_is_the_place_where_it_stood() -> None:
    section = reviewed(FULL).section("impact")
    assert section
    places = [fact.evidence for part in section.parts if isinstance(part, Facts) for fact in part.facts]
    assert (Evidence("impact.users", "8300"),) in places


@pytest.mark.parametrize(
    ("severity", "said"),
    [
        ("SEV2", "(as recorded)"),
        ("", "(suggested, none is recorded)"),
        ("SEV1 (downgraded to SEV3)", "(suggested, SEV1 (downgraded to SEV3) is recorded)"),
    ],
)
def test_only_a_recorded_level_is_called_recorded(severity: str, said: str) -> None:
    overview = next(
        part
        for section in reviewed(replace(FULL, severity=severity)).sections
        for part in section.parts
        if isinstance(part, Facts)
    )
    assert next(fact.value for fact in overview.facts if fact.label == "Severity").endswith(said)
