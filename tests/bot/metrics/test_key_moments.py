"""When the impact was over: by the record, never guessed."""

import pytest

from bot.incidents.model import Incident
from bot.metrics.key_moments import impact_over
from bot.timeline.model import Entry, EntryKind
from tests.bot.review.review_examples import after, by_itself, entry, incident, lines


def over(what: Incident, *entries: Entry) -> object:
    return impact_over(what, lines(*entries))


def test_the_impact_is_over_when_the_status_moves_to_monitoring() -> None:
    assert over(incident(mitigated=30, resolved=60), entry(40, EntryKind.MONITORING)) == after(30)


def test_a_resolved_incident_that_skipped_monitoring_takes_the_end_of_impact_that_a_person_logged() -> None:
    logged = entry(40, EntryKind.MONITORING, "queue empty"), entry(50, EntryKind.MONITORING)
    assert over(incident(resolved=60), *logged) == after(40)


@pytest.mark.parametrize(
    ("what", "entries"),
    [
        ("still open", (incident(), entry(40, EntryKind.MONITORING))),
        (
            "moved back since",
            (
                incident(resolved=60),
                entry(40, EntryKind.MONITORING),
                by_itself(45, EntryKind.STATUS, "Status monitoring → mitigating"),
            ),
        ),
        ("the bot's own line", (incident(resolved=60), by_itself(40, EntryKind.MONITORING, "Status → monitoring"))),
        ("before the declaration", (incident(resolved=60), entry(-5, EntryKind.MONITORING))),
        ("after the resolution", (incident(resolved=60), entry(70, EntryKind.MONITORING))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_end_of_impact_is_never_guessed(what: str, entries: tuple[Incident, *tuple[Entry, ...]]) -> None:
    assert over(*entries) is None
