"""A simulated quarter: each nudge that should have come did, none that should not, none twice.

200 incidents of all severities, people who answer late, snooze and forget, 50 crashes at random moments and three days
without the bot. What should have come is worked out by oracle.py from what people did. `pytest -s` prints the
counts.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.outbox.nudges import (
    DirectNudge,
    IdleIncident,
    MissingCommander,
    Nudge,
    OverdueReview,
    OverdueUpdate,
    SeverityDoubt,
    UnownedActionItems,
)
from bot.outbox.tasks import DailySummary
from tests.quarter.fragile_bot import ONCALL, Posted
from tests.quarter.oracle import Asked, expected
from tests.quarter.simulation import INCIDENTS, RESTARTS, Quarter

KINDS = {
    MissingCommander: "commander",
    SeverityDoubt: "look",
    IdleIncident: "idle",
    OverdueReview: "review",
    UnownedActionItems: "unowned",
}


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Quarter:
    played = Quarter(Path(tmp_path_factory.mktemp("quarter")) / "muster.db", seed=1)
    played.play()
    return played


def came(quarter: Quarter) -> list[Asked]:
    return sorted(asked for posted in quarter.bot.slack.values() for asked in read(posted))


def read(posted: Posted) -> Iterator[Asked]:
    message, number, at = posted.row.message, posted.row.incident, posted.at
    if isinstance(message, DailySummary):
        yield 0, "actions", at, message.to
    elif isinstance(message, DirectNudge):
        yield number, "directly", at, message.to
    elif isinstance(message, Nudge):
        for asked in message.questions:
            if isinstance(asked, OverdueUpdate):
                yield number, "update", at, whom(asked)
            elif kind := KINDS.get(type(asked)):
                yield number, kind, at, ""


def whom(asked: OverdueUpdate) -> str:
    """Whom its level is about; the last level reaches the leader, too."""
    return f"channel:{asked.mentions[0].id}" if asked.mentions else f"directly:{asked.directly[0].id}"


def test_each_nudge_that_should_have_come_did_and_none_that_should_not(quarter: Quarter) -> None:
    should, did = Counter(expected(quarter.acts)), Counter(came(quarter))
    print(counts(quarter, did))
    assert sorted((should - did).elements()) == []
    assert sorted((did - should).elements()) == []


def counts(quarter: Quarter, did: Counter[Asked]) -> str:
    kinds = Counter(kind for _number, kind, _at, _who in did.elements())
    people = Counter(act.what for act in quarter.acts)
    return f"\nasked: {dict(kinds.most_common())}\npeople: {dict(people.most_common())}, refused: {quarter.refused}"


def test_nothing_was_posted_twice(quarter: Quarter) -> None:
    assert quarter.bot.twice == []
    assert max(Counter(came(quarter)).values()) == 1


def test_the_quarter_was_as_hard_as_it_claims(quarter: Quarter) -> None:
    people = Counter(act.what for act in quarter.acts)
    assert people["declare"] == INCIDENTS
    assert quarter.bot.restarts == RESTARTS
    assert min(people[each] for each in ("snooze", "update", "monitor", "severity", "reopen", "action", "done")) > 10
    kinds = Counter(kind for _number, kind, _at, _who in came(quarter))
    assert min(kinds[each] for each in ("update", "directly", "actions", *KINDS.values())) > 5
    assert any(who.endswith(ONCALL) for _number, _kind, _at, who in came(quarter))
