"""Merging a duplicate: what it leaves behind, and what can't be merged."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.config.policy import Policy
from bot.errors import Refused
from bot.incidents import merging
from bot.incidents.declaring.model import Declaration
from bot.incidents.declaring.opening import new_incident
from bot.incidents.model import Incident, Status
from bot.outbox.channels import Invite
from bot.people.model import Person
from bot.tasks.model import ActionItem, Task

AT = datetime(2024, 1, 15, 14, 50, tzinfo=UTC)
JANE, BOB = Person("U1", "Jane Smith"), Person("U2", "Bob Kim")
INCIDENT = replace(new_incident(Declaration("Checkout broken", "sev2", JANE), "T1", AT), number=42, channel="C42")
INTO = replace(INCIDENT, number=41, title="Payments fail", channel="C41", subscribers=("U7",))


def test_a_merge_ends_the_one_and_tells_the_other() -> None:
    told = replace(INCIDENT, subscribers=("U7", "U8"))
    change = merging.end(told, INTO, BOB, AT)
    taken_in = merging.take_in(told, INTO, frozenset({"U2", "U1"}), BOB, AT)
    assert (change.incident.status, change.incident.merged_into, change.incident.ended_at) == (Status.MERGED, 41, AT)
    assert [entry.text for entry in change.entries] == ["Closed as a duplicate of #41: Payments fail"]
    assert [entry.text for entry in taken_in.entries] == [
        "#42 was closed as a duplicate of this incident: Checkout broken"
    ]
    assert taken_in.incident == replace(INTO, subscribers=("U7", "U8"), version=1)
    [invite] = [effect for effect in taken_in.effects if isinstance(effect, Invite)]
    assert invite.people == ("U1", "U2")


def test_a_merge_of_nobody_invites_nobody() -> None:
    taken_in = merging.take_in(INCIDENT, INTO, frozenset(), BOB, AT)
    assert Invite not in map(type, taken_in.effects)


@pytest.mark.parametrize(
    ("severities", "raised"), [(("sev1", "sev2"), "sev1"), (("sev2", "sev2"), ""), (("sev3", "sev1"), "")]
)
def test_the_higher_severity_is_carried_over(severities: tuple[str, str], raised: str) -> None:
    duplicate, into = replace(INCIDENT, severity=severities[0]), replace(INTO, severity=severities[1])
    assert merging.consequences(duplicate, into, frozenset(), Policy()).severity == raised


GONE = replace(BOB, deactivated=True)


@pytest.mark.parametrize(
    ("of_duplicate", "of_other", "carried"),
    [(JANE, None, JANE), (JANE, BOB, None), (None, BOB, None), (JANE, GONE, JANE), (GONE, None, None)],
)
def test_the_commander_is_carried_over_where_there_is_none(
    of_duplicate: Person | None, of_other: Person | None, carried: Person | None
) -> None:
    duplicate, into = replace(INCIDENT, commander=of_duplicate), replace(INTO, commander=of_other)
    assert merging.consequences(duplicate, into, frozenset(), Policy()).commander == carried


@pytest.mark.parametrize(
    ("incident", "into", "same", "refused"),
    [
        (INCIDENT, INCIDENT, True, "can't be a duplicate of itself"),
        (INCIDENT, replace(INTO, status=Status.MERGED, merged_into=40), True, "#41 was itself merged into #40."),
        (INCIDENT, replace(INTO, status=Status.CLOSED), True, "#41, which is closed."),
        (INCIDENT, replace(INTO, status=Status.RESOLVED), True, "#41, which is resolved."),
        (replace(INCIDENT, status=Status.RESOLVED), INTO, True, "#42 is resolved."),
        (INCIDENT, replace(INTO, drill=True), True, "A drill and a real incident"),
        (replace(INCIDENT, private=True), INTO, True, "one of them is private"),
        (INCIDENT, replace(INTO, private=True), True, "one of them is private"),
        (replace(INCIDENT, private=True), replace(INTO, private=True), False, "one of them is private"),
    ],
)
def test_what_cannot_be_merged_says_why_and_what_to_do(
    incident: Incident, into: Incident, same: bool, refused: str
) -> None:
    with pytest.raises(Refused) as why:
        merging.need_mergeable(incident, into, same)
    assert refused in str(why.value)


@pytest.mark.parametrize(
    ("incident", "into", "same"),
    [
        (INCIDENT, INTO, False),
        (replace(INCIDENT, private=True), replace(INTO, private=True), True),
        (replace(INCIDENT, drill=True), replace(INTO, drill=True), False),
    ],
)
def test_what_is_open_and_seen_by_the_same_people_takes_a_duplicate_in(
    incident: Incident, into: Incident, same: bool
) -> None:
    merging.need_mergeable(incident, into, same)
    assert merging.end(incident, into, BOB, AT).incident.merged_into == 41


def task(number: int, title: str = "Roll back", **facts: object) -> Task:
    return replace(Task(number, title, JANE, AT), **facts)  # type: ignore[arg-type]


def item(number: int, title: str = "Write a runbook", **facts: object) -> ActionItem:
    return replace(ActionItem(number, title, "Bob Kim", "P1", None, JANE, AT), **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("of_duplicate", "of_other", "carried"),
    [
        ((task(1),), (), [1]),
        ((task(1),), (task(4, "Look"),), [5]),
        ((task(1, done_at=AT, done_by=BOB),), (), []),
        ((task(1, suggested=True),), (), []),
        ((task(1, suggested=True, assignee=BOB),), (task(3, suggested=True),), [4]),
        ((task(1),), (task(2, assignee=BOB),), []),
        ((task(1, assignee=JANE),), (task(2, assignee=BOB),), [3]),
    ],
)
def test_open_tasks_are_carried_over_unless_they_are_there(
    of_duplicate: tuple[Task, ...], of_other: tuple[Task, ...], carried: list[int]
) -> None:
    work = merging.carried_over(merging.Work(of_duplicate), merging.Work(of_other))
    assert [each.number for each in work.tasks] == carried


def test_open_action_items_are_carried_over_once() -> None:
    mine = (item(1), item(2, "Alert", done_at=AT, done_by=BOB), item(3, "Test", owner="Jane Smith"))
    work = merging.carried_over(merging.Work(items=mine), merging.Work(items=(item(7),)))
    assert work.items == (item(8, "Test", owner="Jane Smith"),)
    assert list(merging.unfinished(merging.Work(items=mine))) == [mine[0], mine[2]]


def test_the_opposite_merge_a_moment_later_says_that_it_is_done() -> None:
    with pytest.raises(Refused) as why:
        merging.need_mergeable(INCIDENT, replace(INTO, status=Status.MERGED, merged_into=42), True)
    assert (str(why.value), why.value.hint) == ("#41 was already merged into #42.", None)
