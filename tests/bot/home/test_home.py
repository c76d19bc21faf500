"""Home: what stands on it in which order, and which changes could show on one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.config.policy import Policy
from bot.home.home import (
    MOST_ACTIONS,
    MOST_INCIDENTS,
    MOST_REVIEWS,
    OpenIncident,
    OwnedActionItem,
    UnreviewedIncident,
    by_due_date,
    by_urgency,
    concerns_homes,
    home,
    reviews_due,
    roles_of,
)
from bot.incidents.change import Change
from bot.incidents.model import Incident, Status
from bot.outbox.review import ReviewPosted
from bot.people.model import Person
from bot.roles.model import RoleHolder
from bot.tasks.model import ActionItem
from bot.timeline.model import Entry, EntryKind, EntrySource

AT = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
JANE, BOB = Person("U1", "Jane"), Person("U2", "Bob")


def incident(number: int = 1, severity: str = "sev2") -> Incident:
    return Incident("T1", number, f"Incident {number}", severity, Status.INVESTIGATING, BOB, AT, AT)


def item(number: int, due: date | None = None, priority: str = "") -> ActionItem:
    return ActionItem(number, f"Item {number}", "Jane", priority, due, BOB, AT, "U1")


def test_roles_are_those_of_the_person_command_first() -> None:
    held = (RoleHolder("scribe", JANE, AT), RoleHolder("communications", BOB, AT), RoleHolder("operations", JANE, AT))
    commanded = replace(incident(), commander=JANE, roles=held)
    assert roles_of(commanded, JANE) == ("commander", "scribe", "operations")
    assert roles_of(commanded, BOB) == ("communications",)
    assert roles_of(incident(), JANE) == ()


def test_the_worst_comes_first_and_of_equal_ones_the_newest() -> None:
    shown = [OpenIncident(incident(1, "sev3")), OpenIncident(incident(2, "sev1")), OpenIncident(incident(3, "sev3"))]
    assert [each.incident.number for each in by_urgency(shown, Policy())] == [2, 3, 1]


def test_items_come_by_date_then_by_priority_and_say_which_are_late() -> None:
    today = date(2024, 1, 15)
    owned = [item(1), item(2, priority="P0"), item(3, date(2024, 1, 20)), item(4, today), item(5, date(2024, 1, 14))]
    found = by_due_date([(incident(), each) for each in owned], today)
    assert [(each.item.number, each.overdue) for each in found] == [
        (5, True),
        (4, False),
        (3, False),
        (2, False),
        (1, False),
    ]


def test_reviews_come_by_when_they_are_due_which_the_severity_says() -> None:
    known = [UnreviewedIncident(1, "sev4", AT), UnreviewedIncident(2, "sev1", AT + timedelta(days=1), state="draft")]
    found = reviews_due(known, Policy())
    assert found == [(AT + timedelta(hours=48), 2, "draft"), (AT + timedelta(hours=336), 1, "")]


def test_what_does_not_fit_is_counted() -> None:
    shown = [OpenIncident(incident(number), tasks=number % 2) for number in range(1, 41)]
    owned = [OwnedActionItem(incident(), item(number), overdue=False) for number in range(1, 21)]
    reviews = [(AT + timedelta(hours=number - 2), number, "") for number in range(1, 11)]
    drawn = home(shown, owned, reviews, incident, AT, AT.date(), None)
    assert len(drawn.mine) == len(drawn.others) == MOST_INCIDENTS
    assert all(each.is_mine for each in drawn.mine)
    assert drawn.more_open == 40 - 2 * MOST_INCIDENTS
    assert (len(drawn.actions), drawn.more_actions) == (MOST_ACTIONS, 20 - MOST_ACTIONS)
    assert (len(drawn.reviews), drawn.more_reviews) == (MOST_REVIEWS, 10 - MOST_REVIEWS)
    assert [each.overdue for each in drawn.reviews] == [True, False, False, False, False]


@pytest.mark.parametrize(
    "change",
    [
        Change(replace(incident(), title="Another")),
        Change(replace(incident(), severity="sev1")),
        Change(replace(incident(), status=Status.RESOLVED)),
        Change(replace(incident(), private=True)),
        Change(replace(incident(), commander=JANE)),
        Change(replace(incident(), channel="C1")),
        Change(incident(), actions=(item(1),)),
        Change(incident(), entries=(Entry(AT, AT, EntryKind.DETECTION, "Alert", JANE, EntrySource.COMMAND),)),
        Change(incident(), effects=(ReviewPosted("1/review"),)),
    ],
)
def test_what_shows_on_a_home_concerns_it(change: Change) -> None:
    assert concerns_homes(incident(), change)
    assert concerns_homes(None, change)


def test_an_entry_or_an_answered_nudge_shows_on_no_home() -> None:
    entry = Entry(AT, AT, EntryKind.NOTE, "Looked", JANE, EntrySource.COMMAND)
    assert not concerns_homes(incident(), Change(replace(incident(), version=2, nudged_at=AT), entries=(entry,)))
