"""The arguments of an action item as they are typed: owner, priority, due date, type."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tasks.verbs import AddAction
from tests.bot.commands.parser_examples import LINES, NOW, refusal, understood


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Alert at 70 %", AddAction("Alert at 70 %")),
        ("Alert at 70 % P1", AddAction("Alert at 70 %", priority="P1")),
        ("Alert p0 2024-01-22", AddAction("Alert", priority="P0", due=date(2024, 1, 22))),
        ("Alert 2024-01-22 P1", AddAction("Alert", priority="P1", due=date(2024, 1, 22))),
        ("Alert due tomorrow", AddAction("Alert", due=date(2024, 1, 16))),
        ("Alert by 2024-01-22", AddAction("Alert", due=date(2024, 1, 22))),
        ("Alert @Bob Kim P2", AddAction("Alert", "Bob Kim", "U2", "P2")),
        ("Alert P2 @Bob Kim", AddAction("Alert", "Bob Kim", "U2", "P2")),
        ("Alert bob@example.com 2024-01-22", AddAction("Alert", "bob@example.com", due=date(2024, 1, 22))),
        ("Alert owner： Database team P1", AddAction("Alert", "Database team", priority="P1")),
        ("Alert owner: Database team P1", AddAction("Alert", "Database team", priority="P1")),
        ('"Alert" Database team P1 2024-01-22', AddAction("Alert", "Database team", "", "P1", date(2024, 1, 22))),
        ('"Alert" @Bob Kim P1', AddAction("Alert", "Bob Kim", "U2", "P1")),
        ("“Alert” Database team", AddAction("Alert", "Database team")),
        ('"Ask for P1 by today"', AddAction("Ask for P1 by today")),
        ("Take P1 pages at 2024-01-22 13:00", AddAction("Take P1 pages at 2024-01-22 13:00")),
        ("Ask for P4 now", AddAction("Ask for P4 now")),
        ("Lower latency p99", AddAction("Lower latency p99")),
        ("Fix it by Friday", AddAction("Fix it", due=date(2024, 1, 19))),
        ("Prepare for Friday", AddAction("Prepare for Friday")),
        ("Fix it P1 due 22 Jan", AddAction("Fix it", priority="P1", due=date(2024, 1, 22))),
    ],
)
def test_an_action_item_may_have_owner_priority_and_date(text: str, item: AddAction) -> None:
    assert understood(f"action {text}") == item


@given(
    LINES,
    st.sampled_from(["", "Database team", "li@example.com"]),
    st.sampled_from(["", "P0", "P3"]),
    st.none() | st.dates(NOW.date(), date(2030, 1, 1)),
)
def test_a_quoted_title_leaves_owner_priority_and_date_apart(
    title: str, owner: str, priority: str, due: date | None
) -> None:
    words = ["action", f'"{title}"', owner, priority, due.isoformat() if due else ""]
    assert understood(" ".join(word for word in words if word)) == AddAction(title, owner, "", priority, due)


@pytest.mark.parametrize("day", ["next week", "friday", "in 3 days", "3.1.24", "by then", "next Friday"])
def test_the_owner_of_an_action_item_never_takes_a_date(day: str) -> None:
    assert "is not a date" in refusal(f'action "Add alert" Platform team P2 {day}')


@pytest.mark.parametrize("name", ["April", "June Ops", "Sun Li"])
def test_behind_the_word_owner_a_month_may_be_a_name(name: str) -> None:
    assert understood(f'action "Add alert" owner: {name} P2') == AddAction("Add alert", name, priority="P2")
    assert refusal(f'action "Add alert" {name} P2').endswith(f'type /incident action "Add alert" owner: {name} P2.')


def test_a_name_that_begins_like_a_month_is_a_name() -> None:
    assert understood('action "Add alert" Jane Roe') == AddAction("Add alert", "Jane Roe")


def test_what_an_action_item_lacks_or_has_twice_is_asked_about() -> None:
    assert refusal("action done") == "Add the number of the action item. For example: /incident action done 1"
    assert "P1" in refusal("action Add alert P1 P2")
