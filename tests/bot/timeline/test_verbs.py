"""What `log` and `timeline` understand: times, text and filters."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.timeline.model import EntryKind
from bot.timeline.verbs import Log, ShowTimeline
from tests.bot.commands.parser_examples import NOW, at, refusal, understood


@given(st.datetimes(NOW.replace(tzinfo=None, hour=0, minute=0), NOW.replace(tzinfo=None)))
def test_a_logged_time_of_today_is_the_one_that_was_meant(meant: datetime) -> None:
    minute = meant.replace(second=0, microsecond=0, tzinfo=UTC)
    assert understood(f"log {meant:%H:%M} Rolled back") == Log("Rolled back", EntryKind.NOTE, minute)


@pytest.mark.parametrize("typed", ["post since 1h", "since 1h post", "since 1h POST"])
def test_a_part_of_the_timeline_can_be_shown_but_not_posted(typed: str) -> None:
    assert refusal(f"timeline {typed}") == (
        "You can only post the whole timeline. To post it, type /incident timeline post. "
        "To see that part, type /incident timeline since 1h."
    )
    assert refusal("timeline export csv").endswith("To export it, type /incident timeline export.")


def test_a_filter_of_the_timeline_stands_in_front_or_behind_and_slips_are_asked_about() -> None:
    since = ShowTimeline(EntryKind.MITIGATION, at(13, 30))
    assert understood("timeline since 1h mitigation") == understood("timeline mitigation since 1h") == since
    assert understood("timeline since yesterday") == ShowTimeline(since=at(0, 0, day=14))
    assert "Did you mean /incident timeline detection?" in refusal("timeline detecton")
    assert "Did you mean /incident timeline mitigation since 1h?" in refusal("timeline mitigations since 1h")
    assert "Did you mean /incident timeline since 1h?" in refusal("timeline 1h")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5m: downtime", "-5m downtime"),
        ("2h - outage of X", "-2h outage of X"),
        ("about 90s, errors", "-90s errors"),
        ("14:05 Friday deploy", "Friday 14:05 deploy"),
    ],
)
def test_what_may_be_a_time_in_front_of_an_entry_is_asked_about_with_both_commands(typed: str, meant: str) -> None:
    said = refusal(f"log {typed}")
    assert f"type /incident log {meant}. To use it as text, type /incident log " in said
    assert isinstance(understood(f"log {meant}"), Log)
    as_text = understood(said.partition("To use it as text, type /incident ")[2].removesuffix("."))
    assert isinstance(as_text, Log)
    assert typed.endswith(as_text.text)
    assert '"' not in as_text.text


@pytest.mark.parametrize("typed", ["5m downtime", "-5 degrees", "10m users affected", "1h30m of downtime", "2h outage"])
def test_a_count_in_front_of_an_entry_is_text(typed: str) -> None:
    assert understood(f"log {typed}") == Log(typed, EntryKind.NOTE, None)


@pytest.mark.parametrize("ahead", ["14:30:30", "14:31", "14:35"])
def test_a_clock_on_the_wall_that_is_ahead_logs_now(ahead: str) -> None:
    assert understood(f"log {ahead} Rolled back") == Log("Rolled back", EntryKind.NOTE, NOW)
    assert "is in the future" in refusal("log 14:36 Rolled back")
