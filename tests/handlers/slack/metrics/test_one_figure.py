"""For one incident every place says the same figure: stats, Home, the review, the card, command line and export.

Incidents are made at random: entries of every type, backdated, removed or written by programs, with words that hint at
a recovery or say that there is none. What the review estimates from words is no figure of anyone else.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.input.reading import read_input
from bot.analysis.phases.chronicle import chronicle_json, read_timeline
from bot.config.policy import Policy
from bot.export.incidents import json_line
from bot.export.model import ExportRequest
from bot.incidents.change import Change
from bot.incidents.model import Incident, Status
from bot.metrics.durations import Duration, DurationKey
from bot.metrics.key_moments import Certainty
from bot.metrics.stats import COUNTED, Stats
from bot.people.model import Person
from bot.review.document.reviewed import review_of
from bot.services import Services
from bot.time_format import duration
from bot.timeline.model import BY_PEOPLE, Entry, EntryKind, EntrySource
from handlers.cli import incidents as console
from handlers.slack.incidents.card import drawn_card
from handlers.slack.outbox.render_context import render_context_of
from storage import SqliteStore, open_database

AT = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
NOW = AT + timedelta(days=2)
JANE, ALERTS = Person("U1", "Jane Smith"), Person("B1", "Alertmanager")
WORDS = (
    "Watching dashboards, error rate still 40%",
    "Errors are back to normal",
    "Rolled back to 2.3.9",
    "Alert: error rate at 12%",
    "Deployed 2.4.1",
    "Looking into it",
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    occurred = AT + timedelta(seconds=draw(st.integers(-7200, 14400)))
    made = Entry(
        occurred,
        max(occurred, AT),
        draw(st.sampled_from([EntryKind.TRIGGER, EntryKind.DETECTION]) | st.sampled_from(BY_PEOPLE)),
        draw(st.sampled_from(WORDS)),
        draw(st.sampled_from([JANE, ALERTS])),
        draw(st.sampled_from([EntrySource.COMMAND, EntrySource.REACTION])),
        captured_by=(JANE,),
        removed=draw(st.integers(0, 3)) == 0,
    )
    return replace(made, source=EntrySource.SYSTEM, captured_by=()) if draw(st.integers(0, 2)) == 0 else made


@st.composite
def incidents(draw: st.DrawFn) -> tuple[Incident, list[Entry]]:
    mitigated, resolved = draw(st.none() | st.integers(0, 9000)), draw(st.none() | st.integers(9000, 20000))
    what = Incident(
        "T1",
        0,
        "Payments fail",
        draw(st.sampled_from(["sev1", "sev3"])),
        Status.RESOLVED if resolved else Status.MONITORING if mitigated else Status.INVESTIGATING,
        draw(st.sampled_from([JANE, JANE, ALERTS])),
        AT,
        AT,
        mitigated_at=None if mitigated is None else AT + timedelta(seconds=mitigated),
        resolved_at=None if resolved is None else AT + timedelta(seconds=resolved),
        channel="C1",
    )
    said = Entry(AT, AT, EntryKind.DECLARATION, "SEV1 declared: Payments fail", what.declared_by, EntrySource.SYSTEM)
    return what, [said, *draw(st.lists(entries(), max_size=8))]


@contextmanager
def on_record(what: Incident, timeline: list[Entry]) -> Iterator[Services]:
    with open_database(":memory:") as database:
        store = SqliteStore(database, "T1")
        with store.transaction():
            store.people.save([JANE])
            made = store.incidents.add(what)
            store.save(Change(replace(what, number=made.number), entries=tuple(timeline)), AT)
        yield Services(store, Policy(), "T1", lambda: NOW)


def recorded(found: tuple[Duration, ...]) -> dict[str, float | None]:
    return {
        each.key.value: each.minutes if each.certainty is Certainty.RECORDED else None
        for each in found
        if each.key in COUNTED
    }


def counted(found: Stats) -> dict[str, float | None]:
    return {each.key.value: each.median for each in found.durations}


def of_command_line(services: Services) -> dict[str, float | None]:
    run = {str(each.name): each for each in console.commands(lambda: _opened(services), lambda: Person("", "me"))}
    done = CliRunner().invoke(run["stats"], ["--format", "json"], catch_exceptions=False)
    return {key: each["median_minutes"] for key, each in json.loads(done.stdout)["times"].items()}


@contextmanager
def _opened(services: Services) -> Iterator[Services]:
    yield services


def exported(services: Services) -> dict[str, float | None]:
    [line] = services.export.incidents(ExportRequest())
    found: dict[str, float | None] = json.loads(json_line(line, Policy()))["durations"]
    return {key: minutes for key, minutes in found.items() if key != "duration"}


def read_back(services: Services) -> dict[str, float | None]:
    """What `timeline` and `review` make of an exported line."""
    [line] = services.export.incidents(ExportRequest())
    [case] = read_input(json_line(line, Policy()), "export.jsonl").cases
    plain = chronicle_json(read_timeline(case, Policy(), case.severity))
    targets = plain["targets"]
    assert isinstance(targets, list)
    told = [SimpleNamespace(**each) for each in targets if isinstance(each, dict)]
    return {each.key: each.minutes if each.certainty == "recorded" else None for each in told if each.key != "duration"}


@settings(max_examples=60, deadline=None)
@given(incidents())
def test_every_place_says_the_same_figure(generated: tuple[Incident, list[Entry]]) -> None:
    with on_record(*generated) as services:
        review = review_of(services.incidents.details(1), Policy(), NOW)
        expected = recorded(review.chronicle.spans)
        home = services.home.of(JANE).stats
        assert home is not None
        assert counted(services.metrics.stats(JANE, "90d")) == expected
        assert counted(home) == expected
        assert of_command_line(services) == expected
        assert exported(services) == expected
        assert read_back(services) == expected


@settings(max_examples=25, deadline=None)
@given(incidents())
def test_the_card_says_the_duration_of_the_review(generated: tuple[Incident, list[Entry]]) -> None:
    with on_record(*generated) as services:
        card = str([block.to_dict() for block in drawn_card(render_context_of(services, 1)).blocks])
        review = review_of(services.incidents.details(1), Policy(), NOW)
        [whole] = [each for each in review.chronicle.spans if each.key is DurationKey.WHOLE]
        if whole.certainty is Certainty.RECORDED:
            assert f"*Duration*\\n{duration(whole.minutes or 0)}" in card


def test_the_review_measures_nothing_from_a_start_that_is_unknown() -> None:
    resolved = AT + timedelta(minutes=11)
    what = Incident("T1", 0, "Payments fail", "sev1", Status.RESOLVED, JANE, AT, AT, resolved_at=resolved, channel="C1")
    noticed = AT + timedelta(minutes=6)
    late = Entry(noticed, noticed, EntryKind.DETECTION, "Alert fired", JANE, EntrySource.COMMAND, captured_by=(JANE,))
    with on_record(what, [late]) as services:
        review = review_of(services.incidents.details(1), Policy(), NOW)
        assert "no verdict: the start is not logged" in str(review.section("figures"))
        assert "For 11 minutes" not in str(review.section("impact"))
