"""The review of an incident's record: what the summary tells, what is asked of whom, and that answers can be typed."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import parser
from bot.commands.addressing import Understood
from bot.commands.requests import Addressable, CommandContext, TypedText
from bot.config.policy import Policy
from bot.incidents.change import IncidentDetails
from bot.incidents.model import Status
from bot.metrics.durations import DurationKey
from bot.metrics.key_moments import Certainty, MomentKey
from bot.review.document.parts import Course, Paragraph, Part, Question, Stage, Table
from bot.review.document.review import Review
from bot.review.document.reviewed import review_of
from bot.review.facts import FactKind
from bot.tasks.model import ActionItem
from bot.tasks.verbs import AddAction
from bot.timeline.model import HOUSEKEEPING, Entry, EntryKind, EntrySource
from tests.bot.review.review_examples import (
    AT,
    IDA,
    PAUL,
    action,
    after,
    by_itself,
    details,
    entry,
    incident,
    recorded,
    told,
)

POLICY = Policy()
KINDS = (FactKind.IMPACT, FactKind.CAUSE, FactKind.FACTOR, FactKind.FIX)
COMPLETE = details(
    incident(mitigated=50, resolved=90, commander=PAUL, commander_at=after(1), services=("mail",)),
    entry(-8, EntryKind.TRIGGER, "Disk at 99 %"),
    entry(-2, EntryKind.DETECTION, "Queue alarm"),
    entry(10, EntryKind.INVESTIGATION, "Logs fill the disk"),
    entry(25, EntryKind.ESCALATION, "Engineering manager joins"),
    entry(30, EntryKind.MITIGATION, "Deleting old logs"),
    entry(50, EntryKind.MONITORING, "Mail flows again"),
    entry(90, EntryKind.RESOLUTION, "Queue empty"),
    updates=told(10, 40, 70),
    records=tuple(recorded(kind, f"The {kind}") for kind in KINDS),
    actions=(action(1, "Rotate the logs"),),
)
BARE = details(incident(resolved=50))


def review_at(case: IncidentDetails, minutes: float = 300) -> Review:
    """With the framework that asks nothing itself."""
    return review_of(case, POLICY, after(minutes), "timeline")


def said(case: IncidentDetails) -> list[str]:
    return sentences(review_at(case), "summary")


def sentences(review: Review, key: str) -> list[str]:
    section = review.section(key)
    assert section
    return [one.text for part in section.parts if isinstance(part, Paragraph) for one in part.sentences]


def figure(review: Review, name: str) -> tuple[str, ...]:
    section = review.section("figures")
    assert section
    tables = (part for part in section.parts if isinstance(part, Table))
    return next(tuple(cell.text for cell in row[1:]) for table in tables for row in table.rows if row[0].text == name)


def asked(case: IncidentDetails) -> list[str]:
    return [question.text for question in review_at(case).asked]


def question(case: IncidentDetails, key: str) -> Question:
    return next(one for one in review_at(case).questions if one.key == key)


def test_the_summary_tells_what_is_on_the_record_in_order() -> None:
    assert said(COMPLETE) == [
        "Mail was late.",
        "It began at 09:52, was detected at 09:58 and was declared at 10:00.",
        "What fixed it: the fix.",
        "It worked again at 10:50 and was resolved at 11:30.",
    ]


def test_a_bare_record_gets_a_bare_summary() -> None:
    assert said(details(incident())) == [
        "Mail was late.",
        "It was declared at 10:00.",
        "It is not resolved yet; its status is investigating.",
    ]


def test_impact_and_cause_stand_word_for_word_and_each_once() -> None:
    records = (
        recorded(FactKind.IMPACT, "800 mails late"),
        recorded(FactKind.IMPACT, "800 mails late."),
        recorded(FactKind.IMPACT, "One customer called.", PAUL),
        recorded(FactKind.CAUSE, "Logs were never rotated"),
    )
    review = review_at(replace(COMPLETE, records=records))
    assert sentences(review, "impact")[1:] == ["800 mails late.", "One customer called."]
    assert sentences(review, "root-cause") == ["Logs were never rotated."]


def test_how_long_it_was_felt_stands_with_the_impact_alone() -> None:
    review = review_at(COMPLETE)
    assert sentences(review, "impact")[0] == "For 58 minutes, mail was affected."
    others = [section for section in review.sections if section.key in ("summary", "figures", "definitions")]
    assert "58 min" not in repr(others)


def test_times_that_contradict_each_other_have_no_length() -> None:
    wrong = details(incident(), entry(-2, EntryKind.TRIGGER), entry(-8, EntryKind.DETECTION))
    assert figure(review_at(wrong), "Detect") == ("unknown", "30 min", "no verdict: detected before started")


def test_a_complete_record_leaves_nothing_open() -> None:
    review = review_at(COMPLETE)
    assert review.questions == ()
    assert review.completeness == 100


def without(*kinds: EntryKind) -> IncidentDetails:
    return replace(COMPLETE, entries=tuple(entry for entry in COMPLETE.entries if entry.kind not in kinds))


@pytest.mark.parametrize(
    ("case", "check", "asking"),
    [
        (
            replace(COMPLETE, incident=replace(COMPLETE.incident, commander=None, commander_at=None)),
            "Incident commander",
            "Who led the response",
        ),
        (replace(COMPLETE, updates=()), "What was communicated", "What was communicated"),
        (
            replace(COMPLETE, entries=(*COMPLETE.entries, entry(55, EntryKind.NOTE, "", pending=True))),
            "Every event with its text",
            "What does entry 7 of the timeline say",
        ),
        (replace(COMPLETE, actions=()), "Action items with owner and due date", "What will change so that"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_thing_missing_fails_its_check_and_is_asked(case: IncidentDetails, check: str, asking: str) -> None:
    review = review_at(case)
    assert [one.name for one in review.checks if not one.done] == [check]
    assert len(review.questions) == 1
    assert asking in review.questions[0].text
    assert review.completeness < 100


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_record_that_is_missing_is_asked_for(kind: FactKind) -> None:
    kept = tuple(record for record in COMPLETE.records if record.kind is not kind)
    undone = replace(without(EntryKind.MITIGATION), records=kept)
    answers = [question.answer.split(" <")[0] for question in review_at(undone).questions]
    assert answers == [f"/incident record #3 {kind}"]


def test_a_mitigation_on_the_timeline_tells_what_fixed_it() -> None:
    assert (
        asked(replace(COMPLETE, records=tuple(one for one in COMPLETE.records if one.kind is not FactKind.FIX))) == []
    )


def test_lessons_are_asked_for_where_the_severity_wants_them() -> None:
    severe = replace(COMPLETE, incident=replace(COMPLETE.incident, severity="sev1"))
    assert question(severe, "lessons").answer == "/incident record #3 lesson <what was learned>"
    learned = replace(severe, records=(*severe.records, recorded(FactKind.LESSON, "Disks fill")))
    assert "lessons" not in {one.key for one in review_at(learned).questions}


def test_an_open_incident_is_asked_whether_it_is_over() -> None:
    going_on = replace(COMPLETE.incident, status=Status.MITIGATING, mitigated_at=None, resolved_at=None)
    case = replace(without(EntryKind.MONITORING, EntryKind.RESOLUTION), incident=going_on)
    assert {"/incident status #3 monitoring", "/incident resolve #3 <what fixed it>"} <= {
        question.answer for question in review_at(case, 60).questions
    }


def test_an_action_without_owner_or_date_is_asked_about() -> None:
    lacking = (action(1, "Watch the queue", owner=""), action(2, "Drain it", due=None), action(3, "Halve it"))
    assert asked(replace(COMPLETE, actions=lacking)) == [
        "Who owns action items 1 and 2, and when are they due?",
    ]


@pytest.mark.parametrize("lacking", [action(1, "Watch the queue", owner=""), action(1, "Watch the queue", due=None)])
def test_the_same_action_with_owner_and_date_answers_the_question(lacking: ActionItem) -> None:
    review = review_at(replace(COMPLETE, actions=(lacking, action(2, "watch the  queue"))))
    assert [item.title for item in review.case.actions] == ["watch the  queue"]
    assert review.questions == ()


def test_two_whole_actions_under_one_title_both_stay() -> None:
    twice = (action(1, "Read the runbook", owner="Ida"), action(2, "Read the runbook", owner="Paul"))
    assert len(review_at(replace(COMPLETE, actions=twice)).case.actions) == 2


def test_questions_to_the_commander_carry_name_and_id() -> None:
    asking = question(replace(COMPLETE, actions=()), "actions")
    assert (asking.to, asking.person, asking.person_id) == ("Incident commander", "Paul Okafor", "U2")


def test_a_communication_on_the_timeline_answers_what_people_were_told() -> None:
    on_it = (*COMPLETE.entries, entry(30, EntryKind.COMMUNICATION, "Status page: mail is late"))
    assert asked(replace(COMPLETE, entries=on_it, updates=())) == []


def test_a_severity_without_a_cadence_owes_no_updates() -> None:
    low = replace(COMPLETE, incident=replace(COMPLETE.incident, severity="sev4"), updates=())
    assert "told" not in {one.key for one in review_at(low).questions}


@pytest.mark.parametrize(
    "case", [BARE, replace(BARE, actions=(action(1, 'Alarm for "mail late"', owner="", due=None),))]
)
def test_every_answer_is_a_command_that_the_bot_reads(case: IncidentDetails) -> None:
    review = review_of(case, POLICY, after(300), "all", "comprehensive")
    answers = [question.answer for question in review.asked if question.answer.startswith("/incident ")]
    assert len(answers) > 10
    for answer in answers:
        assert typed_elsewhere(case, answer).number == 3


def test_the_answer_for_an_action_keeps_what_is_known_of_it() -> None:
    lacking = replace(COMPLETE, actions=(action(1, "Watch the queue", due=None),))
    request = typed_elsewhere(lacking, question(lacking, "actions/1").answer).request
    assert isinstance(request, AddAction)
    assert (request.title, request.owner, request.priority) == ("Watch the queue", "Mail team", "P1")
    assert request.due is not None


def typed_elsewhere(case: IncidentDetails, answer: str) -> Understood:
    """What the bot reads where someone types it who isn't in the incident's channel."""
    known = Addressable(None, {case.incident.number: case.incident}.get, lambda _channel: None, lambda _name: None)
    return parser.parse(TypedText(filled_in(answer), {"@name": "U2"}), CommandContext(IDA, AT, POLICY, known))


def filled_in(answer: str) -> str:
    """What someone types who replaces what the answer leaves open."""
    given = {"<YYYY-MM-DD>": "2024-06-01", "<P0..P3>": "P2", "HH:MM": "09:30"}
    for blank, value in given.items():
        answer = answer.replace(blank, value)
    return re.sub(r"<[^>]+>", "something", answer).removeprefix("/incident ")


def test_records_are_kept_word_for_word_with_who_and_when() -> None:
    causes = review_at(COMPLETE).case.causes
    assert [(one.text, one.by, one.at) for one in causes] == [("The cause", "Ida Holm", after(200))]


def test_who_came_and_went_in_the_channel_is_no_part_of_a_review() -> None:
    came = by_itself(5, EntryKind.MEMBER, "Joined the channel")
    assert "Joined the channel" not in repr(review_at(details(incident(resolved=90), entry(2), came)).sections)


@given(
    entries=st.lists(
        st.builds(
            entry,
            st.integers(-2000, 2000),
            st.sampled_from(sorted(set(EntryKind) - HOUSEKEEPING)),
            st.text(max_size=5),
            source=st.sampled_from(EntrySource),
            pending=st.booleans(),
        ),
        max_size=12,
    ),
    minutes=st.none() | st.integers(0, 3000),
    updates=st.lists(st.integers(0, 3000), max_size=5).map(sorted),
)
def test_any_record_gives_a_review_that_loses_no_entry(
    entries: list[Entry], minutes: int | None, updates: list[int]
) -> None:
    """Except what the bot notes of the review itself."""
    review = review_at(details(incident(resolved=minutes), *entries, updates=told(*updates)))
    timeline = review.section("timeline")
    lines = [line for part in (timeline.parts if timeline else ()) for stage in stages(part) for line in stage.lines]
    told_of = [each for each in entries if not (each.kind is EntryKind.REVIEW and each.source is EntrySource.SYSTEM)]
    again = {read.event.number for read in review.chronicle.events if read.duplicate_of}
    assert sorted(line.number for line in lines if line.number) == sorted(set(range(1, len(told_of) + 1)) - again)
    assert review.questions or review.completeness == 100


def stages(part: Part) -> Iterator[Stage]:
    if isinstance(part, Course):
        yield from part.stages


def test_what_the_bot_notes_itself_breaks_no_silence() -> None:
    moved = by_itself(40, EntryKind.STATUS, "Status changed from Investigating to Identified")
    case = details(incident(resolved=90), entry(2), moved, entry(70), entry(90, EntryKind.RESOLUTION))
    assert any(text.startswith("What happened between 10:02 and 11:10 UTC?") for text in asked(case))


@pytest.mark.parametrize(
    ("text", "at", "certainty"),
    [
        ("Watching dashboards, error rate still 40%", None, Certainty.UNKNOWN),
        ("The restart didn't help, watching", None, Certainty.UNKNOWN),
        ("Error rate is back to normal, watching", 40, Certainty.ESTIMATED),
    ],
)
def test_an_entry_that_says_it_goes_on_ends_no_impact_and_one_that_says_it_is_well_only_as_an_estimate(
    text: str, at: int | None, certainty: Certainty
) -> None:
    known = details(
        incident(resolved=60),
        entry(-5, EntryKind.DETECTION, "Queue alarm"),
        entry(20, EntryKind.MITIGATION, "Restarted the relay"),
        entry(40, EntryKind.MONITORING, text),
        entry(60, EntryKind.RESOLUTION, "Resolved"),
    )
    mitigated = review_of(known, POLICY, after(100)).chronicle.moments[MomentKey.MITIGATED]
    assert (mitigated.at, mitigated.certainty) == (None if at is None else after(at), certainty)


def test_a_declaration_alone_tells_of_no_detection_so_nothing_is_measured_from_it() -> None:
    declared = by_itself(0, EntryKind.DECLARATION, "SEV2 declared: Mail is late")
    chronicle = review_of(details(incident(resolved=60), declared), POLICY, after(100)).chronicle
    assert chronicle.moments[MomentKey.DETECTED].certainty is Certainty.UNKNOWN
    assert {span.key for span in chronicle.spans if span.minutes is not None} == {DurationKey.WHOLE}


def test_an_estimate_is_marked_and_its_verdict_too() -> None:
    known = details(
        incident(resolved=60),
        entry(-5, EntryKind.DETECTION, "Queue alarm"),
        entry(30, EntryKind.MITIGATION, "Restarted the relay"),
        entry(40, EntryKind.MONITORING, "Error rate is back to normal, watching"),
        entry(60, EntryKind.RESOLUTION, "Resolved"),
    )
    review = review_of(known, POLICY, after(100))
    assert figure(review, "Mitigate") == ("≈ 45 min", "120 min", "met, estimated")
    assert figure(review, "Declare") == ("5 min", "30 min", "met")


def test_only_a_message_of_our_own_informs_somebody() -> None:
    read = (*COMPLETE.entries, entry(12, EntryKind.COMMUNICATION, "Status page of the vendor says they look at it"))
    severe = replace(COMPLETE.incident, severity="sev1")
    review = review_at(replace(COMPLETE, incident=severe, entries=read, updates=()))
    section = review.section("figures")
    assert section
    assert "informed" not in repr(section)
