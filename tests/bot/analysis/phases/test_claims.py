"""What an entry claims of the end, and what it leaves open: no key time comes from the latter."""

import pytest

from bot.analysis.model import Chronicle
from bot.analysis.phases.claims import Claim, claim
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
        "version 40 is being restored",
        "going back to the version of Monday",
        "AWS reports recovered nodes",
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
        "backlog cleared, no failed jobs left. Done.",
        "Problem behoben",
    ],
)
def test_an_end_that_is_stated_is_told(last: str) -> None:
    assert read(*NOTICED, (40, "Ben", last)).moments[MomentKey.RESOLVED].at == minutes(40)


@pytest.mark.parametrize(
    "last",
    [
        "100% of users fine again",
        "site up",
        "traffic is back to 100%",
        "works again!!! thank you",
        "Anmeldung funktioniert wieder, Entwarnung",
        "todo funciona de nuevo, working again, resuelto",
    ],
)
def test_a_relief_that_is_stated_last_is_the_mitigation_and_the_end(last: str) -> None:
    found = ((5, "Ben", "found a bad config"), (20, "Ben", "reverted it"))
    assert ends(read((0, "alerting", "API 5xx"), *found, (40, "Ben", last))) == (minutes(40), minutes(40))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no errors anymore", Claim.WELL),
        ("no more timeouts since noon", Claim.WELL),
        ("bank gateway returns 503", Claim.FAILS),
        ("it is not fixed", Claim.DENIED),
        ("noch nicht behoben", Claim.DENIED),
        ("the API fails again", Claim.SETBACK),
        ("wieder kaputt", Claim.SETBACK),
        ("Resolved. Should we write a post-mortem?", Claim.OVER),
        ("is that resolved?", Claim.UNDECIDED),
        ("reading the logs", Claim.NOTHING),
        ("p95 is down to 310 ms", Claim.NOTHING),
    ],
)
def test_a_denial_turns_a_claim_round_and_a_question_leaves_it_open(text: str, told: Claim) -> None:
    assert claim(text) is told


def test_a_failure_after_a_deed_is_no_recovery() -> None:
    chronicle = read(*NOTICED, (25, "Ben", "bank gateway returns 503"), (40, "Ben", "back to normal, resolved"))
    assert ends(chronicle) == (minutes(40), minutes(40))


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
    """Nor is a mere resolution, which tells that it works and not since when."""
    assert ends(read((0, "", "API 5xx"), (5, "", before), (40, "", "resolved"))) == (None, minutes(40))


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
    assert claim("Status: In Progress → Done") is Claim.WELL
    assert claim("getting it fixed is in progress") is Claim.UNDECIDED
