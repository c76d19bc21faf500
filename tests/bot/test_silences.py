"""Stretches without an entry, and stretches in which people were told nothing."""

import pytest

from bot.model import Dossier, Entry, Incident, Kind
from bot.practice import Practice
from bot.silences import Cadence, Stretch, cadence, gaps
from tests.bot.review_examples import after, by_itself, dossier, entry, incident, lines, told

PRACTICE = Practice()
NOW = after(500)


def silent(what: Incident, *entries: Entry) -> list[tuple[int, int]]:
    """Start and length of each gap, in minutes."""
    level = PRACTICE.severity(what.severity)
    return times(gaps(dossier(what, *entries), lines(*entries), level, NOW))


def times(stretches: tuple[Stretch, ...]) -> list[tuple[int, int]]:
    return [(int((one.start - after(0)).total_seconds() // 60), one.minutes) for one in stretches]


def cadence_of(case: Dossier) -> Cadence | None:
    return cadence(case, lines(*case.entries), PRACTICE.severity(case.incident.severity), NOW)


def missed(case: Dossier) -> list[tuple[int, int]]:
    found = cadence_of(case)
    assert found is not None
    return times(found.missed)


def test_an_hour_without_an_entry_is_no_gap_yet_and_a_minute_more_is() -> None:
    assert silent(incident(resolved=120), entry(60)) == []
    assert silent(incident(resolved=121), entry(60)) == [(60, 61)]


@pytest.mark.parametrize(("severity", "limit"), [("sev1", 30), ("sev2", 60), ("sev3", 60), ("sev4", 60)])
def test_a_gap_is_longer_than_the_severity_allows_or_than_an_hour_where_it_sets_no_limit(
    severity: str, limit: int
) -> None:
    assert silent(incident(severity=severity, resolved=limit), entry(0)) == []
    assert silent(incident(severity=severity, resolved=limit + 1), entry(0)) == [(0, limit + 1)]


def test_what_the_bot_wrote_by_itself_ends_no_gap() -> None:
    assert silent(incident(resolved=90), by_itself(45, Kind.STATUS, "Status investigating → identified")) == [(0, 90)]


def test_gaps_count_from_the_declaration_to_the_resolution_only() -> None:
    assert silent(incident(resolved=90), entry(-200), entry(300)) == [(0, 90)]


def test_an_open_incident_is_silent_until_now() -> None:
    assert silent(incident(), entry(30), entry(400)) == [(30, 370), (400, 100)]


def test_the_time_in_which_it_passed_for_resolved_is_no_gap() -> None:
    assert (
        silent(
            incident(resolved=430),
            entry(30, Kind.RESOLUTION, "over"),
            by_itself(400, Kind.STATUS, "Reopened: investigating"),
            entry(420),
        )
        == []
    )


def test_updates_within_the_cadence_are_not_missed() -> None:
    assert missed(dossier(incident(resolved=60), updates=told(30, 45))) == []


def test_a_stretch_longer_than_the_cadence_is_missed() -> None:
    assert missed(dossier(incident(resolved=130), updates=told(31, 50))) == [(0, 31), (50, 80)]


def test_an_update_after_the_resolution_mends_nothing() -> None:
    assert missed(dossier(incident(resolved=40), updates=told(45))) == [(0, 40)]


def test_after_a_change_of_severity_the_cadence_counts_anew() -> None:
    changed = by_itself(100, Kind.SEVERITY, "Severity SEV3 → SEV2")
    case = dossier(incident(resolved=140), changed, updates=told(120))
    found = cadence_of(case)
    assert found == Cadence(30, after(100), ())


def test_a_severity_without_a_cadence_asks_for_no_updates() -> None:
    assert cadence_of(dossier(incident(severity="sev4", resolved=900))) is None


def test_nobody_is_owed_an_update_while_it_passed_for_resolved() -> None:
    entries = (entry(20, Kind.RESOLUTION, "over"), by_itself(400, Kind.STATUS, "Reopened: investigating"))
    assert missed(dossier(incident(resolved=425), *entries)) == []
