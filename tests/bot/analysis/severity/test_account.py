"""No circumstance, small share or denial beside a stated total failure makes it a low one."""

import pytest

from bot.analysis.model import Case, Classification
from bot.analysis.severity.classify import classify
from bot.config.policy import Policy
from bot.json_types import Json


def read(text: str, /, **facts: Json) -> Classification:
    return classify(Case(description=text, facts=facts), Policy())


FAILURES = (
    "prod is down for all customers", "nobody can log in", "all customers' orders were deleted", "80% of requests fail",
)  # fmt: skip
BESIDE = (
    "heads up: {}", "heads up {}", "fyi {}", "ALERT: {}", "Grafana alert {}", "load test: {}", "after the test {}",
    "because of a test {}", "QA reports {}", "Dev team: {}", "demo tomorrow, and {}", "during the demo {}",
    "{} since the planned upgrade", "{} during scheduled maintenance", "planned failover done, {}",
    "Planned failover: {}", "Scheduled maintenance. {}", "Routine update. {}", "Planned maintenance is over and {}",
    "{}. Staging is fine.", "{}, works in staging", "{} - only production, not staging", "{}. This is no drill.",
    "{} and no alert fired", "unnoticed until now: {}", "{} on all environments incl. staging", "{} (prod, dev, test)",
    "{}, 5% of traffic is dropped too", "{}. At first only 5% of requests failed.", "{}; error rate 3% before",
    "{}; monitoring shows nothing", "{}; the dashboard is wrong", "{}, the probe is wrong", "{}; false alarm excluded",
    "false alarm? no. {}", "{}. Earlier alarm was a false alarm.", "{}, no maintenance planned",
    "{}; no impact on billing", "restart without effect, {}", "{}, prod DB is fine", "{} tonight", "{} this week",
    "typo in the config, so {}", "we are restarting prod as {}", "we're rotating logs, {}",
    "{}. We run a pen test too.",
)  # fmt: skip


@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize("failure", FAILURES)
def test_nothing_beside_a_total_failure_makes_it_low(failure: str, beside: str) -> None:
    assert read(beside.format(failure)).severity <= "SEV2"


@pytest.mark.parametrize(
    "text",
    [
        "The whole shop is offline for everyone, 8% of accounts are blocked as well",
        "5% of requests failed at noon. By one o'clock the whole site is down for everyone.",
        "All but 3% of customers cannot log in",
        "Login fails for 12% of users in DE and for everyone elsewhere",
        "Whole site down. We shed 10% of traffic on purpose.",
        "All requests fail",
        "Planned upgrade went sideways: no customer can check out",
        "Maintenance is over and nobody can sign in",
        "load test took prod down",
        "failover test broke prod for everyone",
        "Staging is fine, production is down for everyone",
        "Login page unreachable, staging and production",
        "A/B test broke checkout for everyone",
        "Exam platform down, all students fail to submit their test",
        "demo day: site down",
        "Our card integration is down for all customers",
        "The alert was wrong about the cause, but the site is down for everyone",
        "First we thought it was a false alarm, but all customers get errors on every page.",
        "Customers think this is a test. All logins fail in production.",
        "Some said this is a drill. Whole site down for everyone, it's real.",
        "This is a hard exercise; site is down for everyone.",
        "Nobody noticed for hours that the customer database was publicly readable",
        "We failed to prevent customer records from being leaked",
        "The firewall didn't prevent the theft of customer records",
        "It isn't just downtime, customer data was deleted",
        "No backups exist and customer data was wiped",
        "Staging leak: real customer data publicly readable",
        "Support says no impact, but all customers are locked out of the site",
    ],
)
def test_a_total_failure_stays_one_however_it_is_told(text: str) -> None:
    assert read(text).severity <= "SEV2"


@pytest.mark.parametrize(
    "text",
    [
        "Scheduled release has locked all customers out",
        "Planned migration ended with corruption of invoices",
        "Routine change gave every visitor admin rights",
        "Scheduled update bricked every device",
        "scheduled reboot and nothing came back up",
        "test db restored over prod",
        "canary killed prod",
        "The exercise page (drill) fails for all users.",
        "2% of requests fail and the rest hang forever",
        "97% of users are unaffected by the outage",
        "80% of failed payments are retried successfully",
        "80% of failed requests come from one bot",
        "100% of payments of one merchant fail",
        "90% of users with Internet Explorer 6 get an error",
        "error rate 100% on one unused endpoint",
        "error rate on the canary host 80%",
        "80% of users don't respond to our survey",
        "90% of builds fail for the docs repo",
        "75% of spam messages get rejected",
        "The report says 80% of requests fail. That is wrong.",
        "At first it looked like 80% of requests fail; in fact only 2% of requests fail",
    ],
)
def test_what_is_contradicted_or_restricted_is_not_sure(text: str) -> None:
    assert not read(text).sure


@pytest.mark.parametrize(
    "text",
    [
        "All systems operational",
        "The site is not down for anybody",
        "everything is fine for all users, one host is down",
        "No payments were dropped, no orders lost",
        "Nobody was unable to log in",
        "Next time the site goes down for everyone, please page me",
        "Last year the site was down for everyone",
        "Is the site down for everybody or just me?",
        "Search is slow\nData loss: none, we lost no data",
        "Search is slow\nLost data: zero rows",
        "Search is slow\n## Data loss\nNone.",
    ],
)
def test_what_is_denied_asked_or_past_is_no_sev1(text: str) -> None:
    assert read(text).severity != "SEV1"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Users can't log in", {"affected_users_percentage": 0.8}),
        ("The whole site is down for everyone", {"affected_users": 0}),
        ("The whole site is down for everyone", {"affected_users_percentage": 3}),
        ("Users can't log in", {"environment": "not staging"}),
        ("Users can't log in", {"environment": "customer-sandbox"}),
        ("Users can't log in", {"environment": "beta"}),
        ("Real customer data from staging was stolen", {"environment": "staging"}),
    ],
)
def test_a_field_that_the_text_contradicts_decides_nothing_low(text: str, facts: dict[str, Json]) -> None:
    found = read(text, **facts)
    assert found.severity == "SEV1"
    assert found.confidence != 0.97


@pytest.mark.parametrize(
    "text", ["no fix or workaround", "A workaround doesn't exist", "The workaround stopped working"]
)
def test_a_workaround_that_is_missing_is_none(text: str) -> None:
    assert not any("Workaround" in reason.rule for reason in read(f"Uploads fail. {text}").reasons)


@pytest.mark.parametrize(
    "text",
    [
        "Our public status page names the wrong region",
        "Mobile data is gone in the elevator",
        "Lost data connection in the office",
        "Deleted 3 customers' data on request",
        "Retention job deleted user files older than a year as intended",
        "hacker news mentions us",
        "Phishing mail reported, nobody clicked",
        "Blocked an attacker who tried to read customer records",
        "We deleted the old WAL files",
        "The old primary wiped its cache. No customer data involved.",
    ],
)
def test_what_harms_nobody_is_no_sev1(text: str) -> None:
    assert read(text).severity != "SEV1"


def test_lost_revenue_makes_no_low_answer_sure_and_less_than_a_dollar_counts_for_nothing() -> None:
    assert not read("Search is slow", revenue_impact_usd=5_000_000).sure
    assert read("Payments are degraded", revenue_impact_usd=0.4).severity == "SEV2"
