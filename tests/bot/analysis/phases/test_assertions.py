"""What an entry asserts of the end, and what it withholds: no key time comes from the latter."""

import pytest

from bot.analysis.model import Chronicle
from bot.analysis.phases.assertions import is_withheld
from bot.metrics.key_moments import MomentKey
from tests.bot.analysis.timeline_cases import minutes, read

NOTICED = ((0, "alerting", "API 5xx"), (5, "Ben", "looking"), (20, "Ben", "restarted the API"))
ENDINGS = (MomentKey.MITIGATED, MomentKey.RESOLVED)


def ends(chronicle: Chronicle) -> tuple[object, ...]:
    return tuple(chronicle.moments[key].at for key in ENDINGS)


@pytest.mark.parametrize(
    "last",
    [
        "not resolved",
        "unresolved, handing over to the night shift",
        "nothing is fixed so far",
        "please don't close this one",
        "we cannot resolve it today",
        "it won't be resolved before noon",
        "will be resolved tomorrow",
        "who can resolve this?",
        "is that resolved?",
        "resolved? no",
        "if it is resolved, tell me",
        "closed the wrong ticket",
        "fixed the typo in the document",
        "works only for me",
        "half of it works again",
        "shift change, Ann takes over",
        "rollback is 50% done",
        "could somebody check whether it is back to normal",
        "it is back, same errors, reopening",
        "70% of users are fine again",
        "the vendor says it is fixed",
        "thanks all",
        "post-mortem scheduled for Monday",
    ],
)
def test_an_end_that_is_denied_asked_possible_ahead_or_partial_is_none(last: str) -> None:
    assert ends(read(*NOTICED, (40, "Ben", last))) == (None, None)


@pytest.mark.parametrize(
    "last",
    [
        "resolved",
        "all good again, closing",
        "resolved, no data was lost",
        "site is up again",
        "fixed",
        "it's fixed",
        "confirmed fixed",
        "fix confirmed by QA",
        "solved",
        "closed",
        "not seen again, resolved",
        "Resolved. Should we write a post-mortem?",
        "Resolved, the failed node will be replaced tomorrow",
        "Resolved; root cause still unknown",
        "Resolved without data loss",
        "Queue empty. Resolved.",
        "Latency normal, resolved",
    ],
)
def test_an_end_that_is_stated_is_told(last: str) -> None:
    assert read(*NOTICED, (40, "Ben", last)).moments[MomentKey.RESOLVED].at == minutes(40)


@pytest.mark.parametrize("last", ["100% of users fine again", "site up"])
def test_a_relief_that_is_stated_last_is_the_mitigation(last: str) -> None:
    assert ends(read(*NOTICED, (40, "Ben", last)))[0] == minutes(40)


@pytest.mark.parametrize(
    "before",
    [
        "customers complain",
        "Ann on it",
        "rolling back now",
        "Ann looking",
        "Bob joins",
        "still investigating",
        "no idea yet",
        "paged Bob",
        "Ann acked",
        "waiting for AWS",
        "checking logs",
        "vendor says they fix it soon",
    ],
)
def test_what_neither_says_that_it_works_nor_is_a_finished_deed_is_no_mitigation(before: str) -> None:
    assert ends(read((0, "", "API 5xx"), (5, "", before), (40, "", "resolved"))) == (minutes(40), minutes(40))


def test_a_finished_deed_is_the_mitigation_where_nothing_else_was_said_before_the_end() -> None:
    assert ends(read((0, "", "API 5xx"), (5, "", "rolled back"), (40, "", "resolved"))) == (minutes(5), minutes(40))


@pytest.mark.parametrize(
    "after", ["down again", "still failing", "reopening", "the API errors are back, same timeouts"]
)
def test_what_fails_again_takes_the_end_back(after: str) -> None:
    chronicle = read(*NOTICED, (22, "Ben", "back to normal, resolved"), (60, "Ben", after), (70, "Ben", "reading logs"))
    assert ends(chronicle) == (None, None)


def test_a_relief_at_the_end_is_neither_the_start_nor_the_detection() -> None:
    chronicle = read((0, "mon", "site down"), (40, "mon", "site up"))
    assert chronicle.moments[MomentKey.DETECTED].at == minutes(0)


def test_a_silent_entry_is_not_the_recovery_where_one_before_it_says_so() -> None:
    chronicle = read(
        (0, "Grafana", "alert fires, logins slow"),
        (14, "Felix", "looking at the db"),
        (20, "Felix", "killed the cron job, CPU falling, logins ok again"),
        (40, "Felix", "watching"),
        (60, "Felix", "resolved"),
    )
    assert ends(chronicle) == (minutes(20), minutes(60))


def test_a_ticket_that_moves_on_from_in_progress_is_done() -> None:
    assert not is_withheld("Status: In Progress → Done")
    assert is_withheld("getting it fixed is in progress")
