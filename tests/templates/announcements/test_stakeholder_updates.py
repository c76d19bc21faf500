"""The texts for stakeholders: fixed sentences around what is recorded, and nothing else."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.impact import recorded_impact
from bot.analysis.model import Case, Claim, Event, Evidence, Participant, Todo
from bot.announcements.recorded_facts import Now, facts_of
from bot.announcements.stakeholder_facts import (
    Asked,
    Audience,
    Beginning,
    Known,
    Need,
    PublicStatus,
    Seen,
    StakeholderFacts,
)
from bot.config.policy import Policy
from bot.metrics.durations import durations
from bot.metrics.key_moments import MomentKey, RecordedMoment
from bot.metrics.targets import targets_of
from templates.announcements.stakeholder_updates import beginning_of, drafts

SINCE = datetime(2024, 1, 15, 14, 23, tzinfo=UTC)
AT = SINCE + timedelta(minutes=22)
END = SINCE + timedelta(minutes=65)
CASE = Case(
    services=("payment-gateway", "checkout"),
    facts={
        "affected_users": 12500,
        "affected_users_percentage": 45,
        "revenue_impact_usd": 28500,
        "data_loss": False,
        "affected_regions": ["eu-west-1"],
        "degradation_type": "partial",
    },
)
FACTS = StakeholderFacts(
    title="Pool of user-api exhausted",
    severity="SEV1",
    status=PublicStatus.INVESTIGATING,
    begun=Known(SINCE),
    at=AT,
    impact=recorded_impact(CASE),
    seen=Seen(("payment gateway", "checkout"), ("Payments fail.",), ("Test releases under load.",)),
    cause="ORM 3.2.0 opens too many connections",
    known="The pool is full",
    doing="Rolling user-api back",
    commander="Jane Smith",
    next_by=AT + timedelta(minutes=15),
)
OVER = replace(
    FACTS,
    status=PublicStatus.RESOLVED,
    beginning=Beginning.STARTED,
    recovered=Known(END - timedelta(minutes=5)),
    resolved=Known(END),
)
INSIDE = ("SEV1", "Pool of user-api exhausted", "ORM 3.2.0", "Rolling user-api back", "Jane Smith", "12,500", "45%",
          "28,500", "eu-west-1", "payment-gateway")  # fmt: skip


@pytest.mark.parametrize("status", list(PublicStatus))
@pytest.mark.parametrize("audience", [Audience.STATUS_PAGE, Audience.CUSTOMER])
def test_people_outside_read_what_they_feel_and_nothing_from_inside(audience: Audience, status: PublicStatus) -> None:
    text = drafts(replace(OVER, status=status))[audience]
    assert "issue affecting payment gateway and checkout" in text
    assert "Payments fail." in text
    assert not any(word in text for word in INSIDE)


@pytest.mark.parametrize("audience", [Audience.EXECUTIVE, Audience.INTERNAL])
def test_people_inside_read_what_is_recorded(audience: Audience) -> None:
    text = drafts(FACTS)[audience]
    for fact in (
        "SEV1 Pool of user-api exhausted",
        "Impact: 12,500 users (45%) were affected and the revenue impact is 28,500 USD. No data was lost.",
        "Affected services: payment-gateway and checkout in eu-west-1, degraded\n",
        "Cause: ORM 3.2.0 opens too many connections.",
        "What we're doing: Rolling user-api back.",
    ):
        assert fact in text


def test_executives_read_state_cause_missed_targets_and_what_is_asked_of_them() -> None:
    level = Policy().severity("sev1")
    reached = {
        MomentKey.DETECTED: RecordedMoment(SINCE),
        MomentKey.RESOLVED: RecordedMoment(SINCE + timedelta(hours=4)),
    }
    missed = tuple(span for span in durations(reached, targets_of(level)) if span.met is False)
    asked = (Asked(Need.COMMANDER), Asked(Need.OWNERS, 1), Asked(Need.DUE_DATES, 2))
    lines = drafts(replace(OVER, missed=missed, asked=asked))[Audience.EXECUTIVE].splitlines()
    assert lines[1] == "Status: Resolved after 65 min"
    assert "Affected services: payment-gateway and checkout in eu-west-1, degraded for 60 min" in lines
    assert "Targets missed: time to resolve 4 h (target 120 min)." in lines
    assert lines[-1] == (
        "Needed from you: an incident commander, an owner for 1 action item, and a due date for 2 action items."
    )
    assert "Status: Investigating, 22 min so far" in drafts(FACTS)[Audience.EXECUTIVE]


def test_a_known_cause_of_a_resolved_incident_stands_for_what_was_known_on_the_way() -> None:
    assert "What we know" not in drafts(OVER)[Audience.EXECUTIVE]
    assert "What we know: The pool is full." in drafts(replace(OVER, cause=""))[Audience.EXECUTIVE]


def test_customers_read_from_when_to_when_whether_data_is_safe_and_what_changes() -> None:
    assert drafts(OVER)[Audience.CUSTOMER].splitlines() == [
        "The issue affecting payment gateway and checkout has been resolved. "
        "It lasted from Mon 15 Jan, 14:23 UTC to 15:23 UTC.",
        "What you may have noticed: Payments fail.",
        "No data was lost.",
        "What we are changing:",
        "- Test releases under load.",
        "We apologize for the disruption.",
    ]


def test_an_estimated_time_is_told_as_one() -> None:
    text = drafts(replace(OVER, begun=Known(SINCE, estimated=True)))
    assert "from about Mon 15 Jan, 14:23 UTC to 15:23 UTC." in text[Audience.CUSTOMER]
    assert "degraded for ≈ 60 min" in text[Audience.EXECUTIVE]


def test_the_impact_lasted_up_to_the_resolution_where_nobody_logged_the_recovery() -> None:
    for recovered in (None, Known(END - timedelta(minutes=5), estimated=True)):
        text = drafts(replace(OVER, recovered=recovered))
        assert "to 15:28 UTC at the latest." in text[Audience.CUSTOMER]
        assert "degraded for up to 65 min" in text[Audience.EXECUTIVE]
    same = drafts(replace(OVER, recovered=Known(END, estimated=True)))
    assert "to 15:28 UTC." in same[Audience.CUSTOMER]


@pytest.mark.parametrize(
    ("beginning", "said"),
    [
        (Beginning.STARTED, "It started on Mon 15 Jan, 14:23 UTC."),
        (Beginning.DETECTED, "We became aware of it on Mon 15 Jan, 14:23 UTC."),
        (Beginning.DECLARED, "Our response began on Mon 15 Jan, 14:23 UTC."),
    ],
)
def test_customers_read_when_it_started_only_where_that_is_known(beginning: Beginning, said: str) -> None:
    assert said in drafts(replace(FACTS, beginning=beginning))[Audience.CUSTOMER]


def test_a_time_without_its_day_and_an_estimate_are_told_as_such() -> None:
    undated = Known(datetime(1970, 1, 1, 14, 23, tzinfo=UTC))
    begun = replace(FACTS, beginning=Beginning.STARTED, begun=undated, at=None, next_by=None)
    assert "It started at 14:23 UTC." in drafts(begun)[Audience.CUSTOMER]
    guessed = replace(FACTS, beginning=Beginning.STARTED, begun=Known(SINCE, estimated=True))
    assert "It started around Mon 15 Jan, 14:23 UTC." in drafts(guessed)[Audience.CUSTOMER]
    ended = replace(OVER, begun=None)
    assert "It ended on Mon 15 Jan, 15:23 UTC." in drafts(ended)[Audience.CUSTOMER]
    same = replace(ended, recovered=ended.resolved)
    assert "ended" not in drafts(same)[Audience.CUSTOMER]


@pytest.mark.parametrize("value", [True, None])
def test_only_a_recorded_no_says_that_data_is_safe(value: bool | None) -> None:
    impact = recorded_impact(Case(facts={} if value is None else {"data_loss": value}))
    text = drafts(replace(OVER, impact=impact))
    assert "data" not in text[Audience.CUSTOMER].casefold()
    assert ("Data was lost." in text[Audience.EXECUTIVE]) == (value is True)


@pytest.mark.parametrize("audience", list(Audience))
def test_the_promise_is_in_each_text_until_it_is_over(audience: Audience) -> None:
    assert "Mon 15 Jan, 15:00 UTC" in drafts(FACTS)[audience]
    assert "15:00" not in drafts(replace(FACTS, status=PublicStatus.RESOLVED))[audience]


@pytest.mark.parametrize("status", list(PublicStatus))
def test_a_status_page_says_its_status_first(status: PublicStatus) -> None:
    assert drafts(replace(FACTS, status=status))[Audience.STATUS_PAGE].splitlines()[0] == status


def test_what_nobody_recorded_is_left_out_and_never_softened() -> None:
    bare = drafts(StakeholderFacts("SEV3", PublicStatus.INVESTIGATING))
    assert bare[Audience.EXECUTIVE].splitlines() == ["SEV3 incident", "Status: Investigating"]
    assert bare[Audience.INTERNAL].splitlines() == ["SEV3 incident", "Status: Investigating"]
    assert bare[Audience.STATUS_PAGE].splitlines() == ["Investigating", "We are investigating an issue."]
    assert bare[Audience.CUSTOMER] == "We are investigating an issue."


def test_text_is_set_as_it_was_typed() -> None:
    assert 'a < b & "c".' in drafts(replace(FACTS, known='a < b & "c"'))[Audience.EXECUTIVE]


@pytest.mark.parametrize("audience", list(Audience))
def test_the_texts_of_a_drill_say_that_they_are_for_nobody(audience: Audience) -> None:
    assert drafts(replace(FACTS, drill=True))[audience].startswith("DRILL: DO NOT SEND. ")
    assert "DRILL" not in drafts(FACTS)[audience]


@pytest.mark.parametrize("audience", [Audience.INTERNAL, Audience.EXECUTIVE, Audience.STATUS_PAGE])
def test_the_impact_of_a_resolved_incident_is_not_said_as_if_it_went_on(audience: Audience) -> None:
    texts = {status: drafts(replace(FACTS, status=status))[audience] for status in PublicStatus}
    assert "Impact during the incident: " in texts[PublicStatus.RESOLVED]
    assert not any(
        "during the incident" in text for status, text in texts.items() if status is not PublicStatus.RESOLVED
    )


def test_a_long_account_is_told_executives_in_its_first_sentences() -> None:
    assert beginning_of("One. Two. Three.", 9) == "One. Two."
    assert beginning_of("one two three", 9) == "one two…"
    assert beginning_of("One.", 9) == "One."


# Over many records

NAMES = ("Jane Smith", "Ravi Rao", "olek", "Zoë Qvist")
SECRETS = (*NAMES, "Jane", "Rao", "Stripe", "Cloudflare", "Zorbpay", "v2.3.1", "ORM 3.2.0", "$45,000", "EUR 90",
           "2,400", "80%", "30 minutes")  # fmt: skip
TEXTS = st.lists(
    st.sampled_from(("Payments fail", "users of the app", "see an error", "and wait", *SECRETS)), min_size=1, max_size=6
).map(" ".join)
CLAIMS = st.lists(
    st.builds(
        Claim,
        TEXTS,
        st.just(Evidence("impact")),
        by=st.sampled_from(NAMES),
        category=st.sampled_from(("", "customer impact", "business impact")),
    ),
    max_size=3,
).map(tuple)
FIGURES = st.fixed_dictionaries(
    {},
    optional={
        "affected_users": st.integers(1, 10**7),
        "affected_users_percentage": st.floats(0.1, 100).map(lambda share: round(share, 1)),
        "failed_transactions": st.integers(0, 10**5),
        "customer_reports": st.integers(1, 99),
        "degradation_type": st.sampled_from(("partial", "full", "odd")),
        "revenue_impact_usd": st.integers(0, 10**6),
        "data_loss": st.booleans(),
        "security_breach": st.booleans(),
        "affected_regions": st.just(["eu-west-1"]),
    },
)
CASES = st.builds(
    Case,
    title=TEXTS,
    description=TEXTS,
    severity=st.just("SEV1"),
    services=st.lists(st.sampled_from(("checkout", "user-api v2.3.1", "stripe-hooks")), max_size=3).map(tuple),
    commander=st.sampled_from(("", *NAMES)),
    participants=st.just(tuple(Participant(name) for name in NAMES)),
    events=st.just((Event(1, "x", actor="Ravi Rao"),)),
    impact=CLAIMS,
    causes=CLAIMS,
    actions=st.lists(st.builds(Todo, TEXTS, st.just(Evidence("a")), owner=st.sampled_from(("", *NAMES)))).map(tuple),
    facts=FIGURES,
)
MOMENTS = st.dictionaries(
    st.sampled_from(list(MomentKey)),
    st.integers(0, 600).map(lambda minute: RecordedMoment(SINCE + timedelta(minutes=minute))),
)
RECORDS = st.builds(
    facts_of,
    CASES,
    MOMENTS,
    st.just(Policy().severity("sev1")),
    st.sampled_from(list(PublicStatus)),
    st.builds(Now, at=st.just(END), known=TEXTS, next_by=st.sampled_from((None, END + timedelta(minutes=9)))),
)
_TIMES = re.compile(r"(?:\w{3} \d+ \w{3}(?: \d{4})?, )?\d{2}:\d{2} UTC")


@given(RECORDS)
def test_no_name_version_vendor_revenue_or_count_is_in_a_text_for_people_outside(facts: StakeholderFacts) -> None:
    texts = drafts(facts)
    for audience in (Audience.CUSTOMER, Audience.STATUS_PAGE):
        told = _TIMES.sub("", texts[audience])
        assert not any(secret.casefold() in told.casefold() for secret in SECRETS)
        assert not any(sign.isdigit() for sign in told)


@given(CASES, MOMENTS, st.sampled_from(list(PublicStatus)))
def test_each_number_of_an_executives_text_is_recorded_or_computed_from_what_is(
    case: Case, moments: Mapping[MomentKey, RecordedMoment], status: PublicStatus
) -> None:
    level = Policy().severity("sev1")
    facts = facts_of(case, moments, level, status, Now(at=END, known=case.description))
    times = sorted(moment.at for moment in moments.values())
    lengths = {int((end - start).total_seconds()) // 60 for start in times for end in (*times, END) if end >= start}
    known = {str(value) for value in (*lengths, *targets_of(level).values(), *range(len(case.actions) + 1), 1)}
    known |= {str(length // 60) for length in lengths} | {str(length % 60) for length in lengths} | {"2", "4"}
    words = (*[claim.text for claim in (*case.impact, *case.causes)], *case.services, case.title, case.description)
    for text in (*words, *(one.words for one in (*facts.impact.figures, *facts.impact.reports)), "eu-west-1"):
        known |= set(_numbers(text))
    assert set(_numbers(drafts(facts)[Audience.EXECUTIVE])) <= known


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d[\d.,]*\d|\d", text)


@given(CASES)
def test_recorded_impact_is_always_in_an_executives_text(case: Case) -> None:
    text = drafts(facts_of(case, {}, None, PublicStatus.INVESTIGATING))[Audience.EXECUTIVE]
    impact = recorded_impact(case)
    answered = any(one.words for one in impact.answers)
    assert ("Impact: " in text) == bool(impact.claims or impact.figures or impact.reports or answered)
    assert all(figure.words.casefold() in text.casefold() for figure in impact.figures)
    assert "not known" not in text
