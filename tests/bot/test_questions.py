"""What a review does not know is asked of somebody, with the words that answer it."""

import re
from dataclasses import replace

import pytest

from bot import commands, requests
from bot.model import ActionItem, Dossier, Kind, RecordKind, Status
from bot.practice import Practice
from bot.review import Review, build_review
from tests.bot.review_examples import (
    AT,
    IDA,
    PAUL,
    action,
    after,
    by_itself,
    dossier,
    entry,
    incident,
    recorded,
    told,
)

PRACTICE = Practice()


def review_of(case: Dossier) -> Review:
    return build_review(case, PRACTICE, after(300))


def asked(case: Dossier) -> list[str]:
    return [question.text for question in review_of(case).questions]


COMPLETE = dossier(
    incident(mitigated=50, resolved=90, commander=PAUL, commander_at=after(1)),
    entry(-8, Kind.TRIGGER),
    entry(-2, Kind.DETECTION),
    entry(50),
    updates=told(10, 40, 70),
    records=tuple(recorded(kind, f"The {kind}") for kind in RecordKind),
    actions=(action(1, "Watch the queue"),),
)
BARE = dossier(incident(resolved=50))


def test_a_complete_record_leaves_nothing_open() -> None:
    review = review_of(COMPLETE)
    assert review.questions == ()
    assert review.completeness == 100


@pytest.mark.parametrize(
    ("case", "check", "question"),
    [
        (replace(COMPLETE, entries=COMPLETE.entries[1:]), "When it started", "When did it start"),
        (
            replace(COMPLETE, entries=(COMPLETE.entries[0], entry(50))),
            "When it was detected",
            "When was it first noticed",
        ),
        (
            replace(COMPLETE, incident=replace(COMPLETE.incident, commander=None, commander_at=None)),
            "Who commanded",
            "Who led the response",
        ),
        (
            replace(COMPLETE, incident=replace(COMPLETE.incident, mitigated_at=None)),
            "When the impact was over",
            "When was the impact over",
        ),
        (replace(COMPLETE, updates=()), "What people were told", "What were people told"),
        (
            replace(COMPLETE, entries=(*COMPLETE.entries[:2], entry(20))),
            "No long silence",
            "What happened between 10:20 and 11:30 UTC? Nobody put anything on the timeline for 70 min",
        ),
        (
            replace(COMPLETE, entries=(*COMPLETE.entries, entry(55, pending=True))),
            "Every entry read from Slack",
            "What does entry 4 of the timeline say",
        ),
        (replace(COMPLETE, actions=()), "Action items with owner and due date", "There is no action item"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_thing_missing_fails_its_check_and_is_asked(case: Dossier, check: str, question: str) -> None:
    review = review_of(case)
    assert [one.name for one in review.checks if not one.done] == [check]
    assert len(review.questions) == 1
    assert question in review.questions[0].text
    assert review.completeness == 92


@pytest.mark.parametrize("kind", RecordKind)
def test_each_kind_of_record_that_is_missing_is_asked_for(kind: RecordKind) -> None:
    kept = tuple(record for record in COMPLETE.records if record.kind is not kind)
    review = review_of(replace(COMPLETE, records=kept))
    assert [question.answer.split(" <")[0] for question in review.questions] == [f"/incident record {kind}"]


def test_an_open_incident_is_asked_whether_it_is_over() -> None:
    going_on = replace(COMPLETE.incident, status=Status.MITIGATING, mitigated_at=None, resolved_at=None)
    review = review_of(
        replace(
            COMPLETE, incident=going_on, entries=(*COMPLETE.entries, entry(100), entry(160), entry(220), entry(280))
        )
    )
    assert [question.answer for question in review.questions] == [
        "/incident status monitoring",
        "/incident resolve <how it is known>",
    ]


def test_a_detection_before_the_start_is_asked_about() -> None:
    wrong = (entry(-2, Kind.TRIGGER), entry(-8, Kind.DETECTION), entry(50))
    assert asked(replace(COMPLETE, entries=wrong)) == [
        "Started stands at 09:58 UTC, after detected at 09:52 UTC. When was it really?"
    ]


def test_a_detection_after_the_declaration_is_asked_about() -> None:
    late = (entry(-8, Kind.TRIGGER), entry(4, Kind.DETECTION), entry(50))
    assert asked(replace(COMPLETE, entries=late)) == [
        "Detected stands at 10:04 UTC, after declared at 10:00 UTC. When was it really?"
    ]


def test_an_action_without_owner_or_date_is_asked_about() -> None:
    lacking = (action(1, "Watch the queue", owner=""), action(2, "Drain it", due=None), action(3, "Halve it"))
    assert asked(replace(COMPLETE, actions=lacking)) == [
        "Action 1, Watch the queue, has no owner. Who does it, and by when?",
        "Action 2, Drain it, has no due date. Who does it, and by when?",
    ]


@pytest.mark.parametrize("lacking", [action(1, "Watch the queue", owner=""), action(1, "Watch the queue", due=None)])
def test_the_same_action_with_owner_and_date_answers_the_question(lacking: ActionItem) -> None:
    answer = action(2, "watch the  queue")
    review = review_of(replace(COMPLETE, actions=(lacking, answer)))
    assert review.actions == (answer,)
    assert review.questions == ()


def test_two_whole_actions_under_one_title_both_stay() -> None:
    twice = (action(1, "Read the runbook", owner="Ida"), action(2, "Read the runbook", owner="Paul"))
    assert review_of(replace(COMPLETE, actions=twice)).actions == twice


def test_questions_to_the_commander_carry_the_name() -> None:
    review = review_of(replace(COMPLETE, actions=(), records=()))
    persons = {question.to: question.person for question in review.questions}
    assert persons == {"Incident commander": PAUL, "Operations lead": None, "Communications lead": None}


def test_a_communication_on_the_timeline_answers_what_people_were_told() -> None:
    said = (*COMPLETE.entries, entry(30, Kind.COMMUNICATION))
    assert asked(replace(COMPLETE, entries=said, updates=())) == []


def test_a_severity_without_a_cadence_owes_no_updates() -> None:
    low = replace(COMPLETE, incident=replace(COMPLETE.incident, severity="sev4"), updates=())
    assert asked(low) == []


@pytest.mark.parametrize(
    "case", [BARE, replace(BARE, actions=(action(1, 'Alarm for "mail late"', owner="", due=None),))]
)
def test_every_answer_is_a_command_that_the_bot_reads(case: Dossier) -> None:
    asking = requests.Asking(IDA, AT, PRACTICE)
    answers = [question.answer for question in review_of(case).questions if question.answer.startswith("/incident ")]
    assert len(answers) > 8
    for answer in answers:
        commands.parse(requests.Typed(filled_in(answer), {"@name": "U2"}), asking)


def test_the_answer_for_an_action_keeps_what_is_known_of_it() -> None:
    lacking = replace(COMPLETE, actions=(action(1, "Watch the queue", due=None),))
    answer = filled_in(review_of(lacking).questions[0].answer)
    _, request = commands.parse(requests.Typed(answer), requests.Asking(IDA, AT, PRACTICE))
    assert isinstance(request, requests.AddAction)
    assert (request.title, request.owner, request.priority) == ("Watch the queue", "Mail team", "P1")
    assert request.due is not None


def filled_in(answer: str) -> str:
    """What somebody types who replaces what the answer leaves open."""
    given = {"<YYYY-MM-DD>": "2024-06-01", "<P0..P3>": "P2", "HH:MM": "09:30"}
    for blank, value in given.items():
        answer = answer.replace(blank, value)
    return re.sub(r"<[^>]+>", "something", answer).removeprefix("/incident ")


def test_logging_what_was_asked_for_answers_the_question() -> None:
    logged = (
        entry(-8, Kind.TRIGGER),
        entry(-2, Kind.DETECTION),
        entry(40, Kind.MONITORING, "Queue empty again"),
        by_itself(0, Kind.DECLARATION, "SEV2 declared"),
    )
    assert {one.name: one.done for one in review_of(replace(BARE, entries=logged)).checks}["When the impact was over"]
