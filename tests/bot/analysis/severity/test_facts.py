"""Facts that decide by themselves, and pairs of incidents that differ by one fact."""

import json
from typing import Any

import pytest

from bot.analysis.input.reading import read_input
from bot.analysis.model import Case, Classification
from bot.analysis.severity.classify import classify
from bot.config.policy import Policy
from bot.json_types import Json


def read(text: str, policy: Policy | None = None, /, **facts: Json) -> Classification:
    return classify(Case(description=text, facts=facts), policy or Policy())


# Pairs

WORSE_FIRST = [
    # Denied and affirmed
    ("Checkout is down", "Checkout is not down"),
    ("Nobody can log in", "Everybody can log in"),
    ("The booking portal is unreachable", "The booking portal was never unreachable"),
    ("Payments are failing", "Payments are not failing"),
    ("Customers lost their saved recipes", "Customers didn't lose their saved recipes"),
    ("Patient records were exposed", "No patient records were exposed"),
    ("An attacker read customer emails", "No attacker read customer emails, it was the newsletter job"),
    ("Member photos were deleted by the migration", "No member photos were deleted by the migration"),
    ("It is not a false alarm, payments are down", "It is a false alarm: payments are not down"),
    ("All users get 503 from the ticket shop", "No user gets a 503 from the ticket shop"),
    # Real and rehearsed, possible, feared
    ("Customer data leaked", "This is a drill: customer data leaked"),
    ("This is not a drill: customer data leaked", "This is only a drill: customer data leaked"),
    ("During a game day we deleted customers' data", "In the game day we pretend that customers' data is deleted"),
    ("The platform is down", "If the platform goes down, we call the vendor"),
    ("The parcel app is down for everyone", "The parcel app could go down for everyone if the certificate expires"),
    ("Logins fail for all members", "We rehearse what to do when logins fail for all members"),
    ("User files were lost", "We were afraid that user files were lost"),
    # Shares
    ("80% of requests fail", "30% of requests fail"),
    ("40% of customers can't pay", "4% of customers can't pay"),
    ("Half of requests fail", "Requests fail for half an hour on one page"),
    ("Two thirds of calls drop", "One in ten calls drops"),
    ("9 of 10 logins fail", "1 of 10 logins fails"),
    ("Only 20% of requests succeed", "Only 20% of requests fail"),
    ("90% of requests fail", "90% of requests are slow"),
    ("80% of requests fail", "80% of the disk is used on one host"),
    ("Errors for 60% of viewers, streams fail", "Streams fail for one viewer"),
    ("95% of payments fail", "95% of payments succeed"),
    # Everyone, some, one
    ("Checkout fails for everyone", "Checkout fails for one customer"),
    ("The whole site is down", "One page of the site is down"),
    ("API returns 500 for everyone", "API returns 500 for a single tenant"),
    ("The app crashes for all users", "The app crashes for some users on old phones"),
    ("Nobody can place orders", "One shop can't place orders"),
    ("Not a single customer can pay", "A single customer can't pay"),
    ("Customers report that they can't check out", "Customers report that they can check out again"),
    ("Search is down in all countries", "Search is down on one host"),
    # How badly
    ("The website is down", "The website is a little slow"),
    ("Payments are failing", "Payments take two seconds longer"),
    ("Login is broken", "The login button has the wrong color"),
    ("The shop is offline", "The shop has a typo in its footer"),
    # Unplanned and planned
    ("The database went down and checkout is offline", "Planned maintenance: checkout will be offline tonight"),
    ("The platform is down since the scheduled upgrade", "Scheduled upgrade tonight, the platform will be down"),
    ("The upgrade overran and the site is still down", "Scheduled upgrade on Sunday, the site will be down"),
    ("The planned upgrade took checkout down for everyone", "The upgrade went as planned"),
    ("The cache was switched off by accident, logins fail", "The cache was switched off as planned"),
    # Production and elsewhere
    ("Checkout is down on production", "Checkout is down on staging"),
    ("Production database is down", "QA database is down"),
    ("Payments fail in production", "Payments fail in the test environment"),
    ("The live site is down", "The demo site is down"),
    # A circumstance beside a failure, and alone
    ("Nobody noticed the failover. Checkout is down for everyone.", "Nobody noticed the failover."),
    ("The test alert was a false alarm. Now payments are down for everyone.", "The alert was a false alarm."),
    ("There is a workaround for exports. Nobody can log in.", "There is a workaround for exports."),
    ("Staging was rebuilt. The website is down.", "Staging was rebuilt."),
    ("The drill went well. An hour later all logins failed.", "The drill went well."),
    # Whose data, and who deleted it
    ("Customers' invoices disappeared", "Log lines disappeared"),
    ("Our job deleted a customer's files", "A customer deleted files while tidying up"),
    ("User accounts were wiped", "The test accounts were wiped"),
    ("Orders were lost", "Metrics were lost"),
    ("The production table was truncated", "The cache was truncated"),
    ("Someone sees another customer's invoices", "Someone sees the old logo"),
    # Over already, somebody else's fault: no lower
    ("Checkout was down for everyone, it is back now", "Checkout was a bit slow, it is fine now"),
    ("Checkout is down for everyone because the card processor is down", "The card processor's website is slow"),
    ("Nobody could log in from 9 to 10, resolved", "Somebody could not log in at 9, resolved"),
]  # fmt: skip


@pytest.mark.parametrize(("worse", "better"), WORSE_FIRST)
def test_the_worse_of_two_facts_is_never_read_lower(worse: str, better: str) -> None:
    assert read(worse).severity <= read(better).severity


FIELDS_WORSE_FIRST: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"customer_facing": True}, {"customer_facing": False}),
    ({"workaround_available": False}, {"workaround_available": True}),
    ({"data_loss": True}, {"data_loss": False}),
    ({"security_breach": True}, {"security_breach": False}),
    ({"environment": "production"}, {"environment": "staging"}),
    ({"affected_users": 40_000}, {"affected_users": 2}),
    ({"affected_users": 2}, {"affected_users": 0}),
    ({"affected_users_percentage": 80}, {"affected_users_percentage": 30}),
    ({"regions": ["all"]}, {"regions": ["eu-west-1"]}),
]


@pytest.mark.parametrize("text", ["Checkout is down", "Uploads fail", "Search is slow", "Nobody can log in"])
@pytest.mark.parametrize(("worse", "better"), FIELDS_WORSE_FIRST)
def test_the_worse_of_two_fields_is_never_read_lower(
    text: str, worse: dict[str, Json], better: dict[str, Json]
) -> None:
    assert read(text, **worse).severity <= read(text, **better).severity


# Services that are down


@pytest.mark.parametrize(
    "text",
    [
        "The website is down",
        "Checkout is down",
        "Payments are failing",
        "Nobody can log in",
        "API returns 500 for everyone",
        "prod is down",
        "our app has been down for 20 minutes",
        "Customers cannot pay",
        "login broken",
        "The whole platform is unreachable",
        "Help, the shop is offline!",
        "all payments fail",
        "www.tea-and-maps.com is down",
        "Our login page is returning 503 to everyone",
        "Login does not work",
        "Why is checkout down for everyone?",
        "Grafana shows that nobody can log in",
        "User uploads are lost since Monday",
        "Zero orders in the last hour",
        "No payments came in since 14:00",
    ],
)
def test_a_whole_service_that_is_down_is_sev1_or_sev2(text: str) -> None:
    found = read(text)
    assert found.severity == "SEV1"
    assert found.sure or found.likely == ("SEV1", "SEV2")
    assert found.reasons[0].evidence.words in text


@pytest.mark.parametrize(
    "text",
    [
        "The old cache was switched off as planned. Nobody saw that logins failed for everyone for 40 minutes.",
        "The release went out as scheduled. Since then the app crashes for all users.",
        "Drill finished at 9. At 10 the whole website went down.",
        "Nobody was affected by the reboot. Payments fail for everyone since noon.",
        "We have a workaround for the invoice export. Nobody can sign in.",
        "The first page was a false alarm. The second was not: checkout is down for everyone.",
    ],
)
def test_a_failure_for_everyone_wins_over_a_circumstance_beside_it(text: str) -> None:
    assert read(text).severity == "SEV1"


@pytest.mark.parametrize(
    "text",
    [
        "The docs site is down",
        "Staging website is down",
        "Is the site down?",
        "Website down? No, just my wifi",
        "Nobody in our office can log in",
        "Payments were never down",
        "one page of the site is down",
        "my login is broken",
        "The internal app is down",
        "The site is down to two servers",
        "Payments are down. False alarm, the probe was broken.",
        "Near miss: nearly deleted all customer data",
        "We lost 0 orders in the last hour",
    ],
)
def test_less_than_a_whole_service_is_no_sev1(text: str) -> None:
    assert read(text).severity != "SEV1"


def test_a_service_that_is_down_in_one_region_may_be_sev2() -> None:
    assert read("Checkout is down", regions=["eu-west-1"]).likely == ("SEV1", "SEV2")
    assert read("Nobody in Germany can pay").likely == ("SEV1", "SEV2")


@pytest.mark.parametrize(
    "text",
    [
        "Planned upgrade caused slow pages for all users",
        "This is a test environment problem that reached production: logins fail",
        "Scheduled release broke login",
        "We thought this is a drill. Uploads fail.",
    ],
)
def test_a_circumstance_that_is_only_mentioned_decides_nothing(text: str) -> None:
    assert read(text).confidence != 0.97


@pytest.mark.parametrize("text", ["is checkout down? the demo is in 20 min", "is payment broken? asks a partner"])
def test_a_question_about_a_failure_is_no_sev4(text: str) -> None:
    assert read(text).severity < "SEV4"


# Environments


@pytest.mark.parametrize(
    "environment",
    ["premium-eu", "test-drive-live", "developer-platform", "labour", "prod", "contest", "prepaid", "device-cloud",
     "stage-door tickets", "Testament Press", "locals", "integrations", "qatar", "demographics", "perfume-shop",
     "latest", "production-test-accounts-live", "staging, production"],
)  # fmt: skip
def test_a_live_environment_that_begins_like_a_test_one_is_live(environment: str) -> None:
    assert read("All payments fail for everyone, checkout is down", environment=environment).severity == "SEV1"


@pytest.mark.parametrize(
    "environment",
    ["staging", "Staging-2", "pre-production", "pre prod", "non_prod", "QA", "dev", "test", "eu-staging", "qa3",
     "staging-eu-west-1", "aws dev", "UAT (EU)", "payments-staging", "stg", "sandbox", "staging, qa",
     "Test environment"],
)  # fmt: skip
def test_a_test_environment_is_sev4(environment: str) -> None:
    found = read("All payments fail for everyone", environment=environment)
    assert (found.severity, found.sure) == ("SEV4", True)


# Shares


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("80 % of requests fail", "SEV1"),
        ("40% of requests fail", "SEV2"),
        ("12 % of requests fail", "SEV3"),
        ("6 of 10 requests fail", "SEV2"),
        ("one in five requests fails", "SEV3"),
        ("half of the users see errors", "SEV2"),
        ("every third request fails", "SEV2"),
        ("30 percent of customers can't log in", "SEV2"),
        ("12% of users get 500s since 10:00", "SEV3"),
        ("Only 20% of requests succeed", "SEV1"),
        ("The error rate is at 85%", "SEV1"),
        ("80% of requests are slow", "SEV2"),
        ("Error rate went from 0.1% to 45%", "SEV2"),
        ("34% of POST /orders requests fail", "SEV2"),
        ("About 40 of 12,000 merchants see errors", "SEV3"),
        ("0% success rate on checkout", "SEV1"),
        ("Checkout success rate dropped to 40%", "SEV2"),
        ("Success rate of card payments dropped to 4%", "SEV1"),
        ("Payment success fell from 98% to 61%", "SEV2"),
        ("Half of our stores can't take card payments", "SEV2"),
        ("Grafana shows that 80% of requests fail", "SEV1"),
        ("This is a drill: customer data leaked", "SEV4"),
        ("Drill: payments down", "SEV4"),
        ("Scheduled maintenance tonight, the platform will be down", "SEV4"),
    ],
)
def test_a_share_or_a_circumstance_that_the_text_states_decides(text: str, level: str) -> None:
    found = read(text)
    assert (found.severity, found.sure) == (level, True)


@pytest.mark.parametrize(
    "text",
    [
        "80% of the disk is full and writes fail",
        "No failures for half an hour",
        "Requests failed for half an hour",
        "This is not a drill: logins fail",
        "3 of 40 pods crash",
        "We rolled out to 25% of users and one job fails",
        "30% of requests would fail if the node dies",
        "Errors at 14:05, 2 of 3 replicas restart",
        "2% of users lost their photos",
    ],
)
def test_what_is_no_share_of_people_and_no_drill_decides_nothing(text: str) -> None:
    assert read(text).confidence != 0.97


@pytest.mark.parametrize("text", ["An AWS key was committed to a public repository", "API key in a public GitHub repo"])
def test_a_secret_in_a_public_place_is_exposed(text: str) -> None:
    assert read(text).likely == ("SEV1", "SEV2")


@pytest.mark.parametrize("text", ["Users see other people's invoices", "The export leaked customer emails"])
def test_stated_harm_to_data_outranks_a_small_share(text: str) -> None:
    assert read(text, affected_users_percentage=2).likely == ("SEV1", "SEV2")


@pytest.mark.parametrize("users", [0.8, "1.200"])
def test_a_number_of_users_that_is_not_whole_decides_nothing(users: Json) -> None:
    found = read("Search is broken", affected_users=users)
    assert not any("users affected" in reason.rule for reason in found.reasons)


def test_a_number_of_users_narrows_the_severity() -> None:
    assert read("Search is broken", affected_users=120_000).likely == ("SEV1", "SEV2")
    assert read("Search is broken", affected_users=3).severity >= "SEV3"
    assert read("Search is broken", affected_users=0).severity == "SEV4"


# Recorded severities and priorities


@pytest.mark.parametrize(
    ("recorded", "text"),
    [("SEV4", "All customer data was stolen and the site is down for everyone"), ("SEV1", "Typo in the docs")],
)
def test_a_recorded_severity_is_never_argued_down(recorded: str, text: str) -> None:
    case = Case(description=text, severity=recorded)
    found = classify(case, Policy())
    assert (found.severity, found.sure, found.recorded, found.question) == (recorded, True, True, "")
    assert found.reasons[0].evidence.words == recorded
    assert "would be suggested" in found.reasons[1].rule


def test_a_recorded_severity_may_carry_the_label_of_the_policy() -> None:
    assert classify(Case(title="Typo", severity="major"), Policy()).severity == "SEV2"


@pytest.mark.parametrize("word", ["P1", "Priority 1", "high"])
def test_a_priority_in_the_severity_field_is_mapped_and_not_recorded(word: str) -> None:
    (case,) = read_input(json.dumps({"title": "The import job is odd", "severity": word}), "x.json").cases
    found = classify(case, Policy())
    assert not found.recorded
    assert "mapped to SEV" in found.reasons[0].rule


@pytest.mark.parametrize(
    "priority", ["P1", "critical", "Highest", "severity/1", "Sev-1", "1 - Critical", "S1", "URGENT"]
)
@pytest.mark.parametrize("text", ["Something is odd with the import job", "Disk usage is high on db-3"])
def test_the_highest_priority_is_no_sev1_by_itself(priority: str, text: str) -> None:
    found = classify(Case(title=text, priority=priority), Policy())
    assert (found.severity, found.sure) == ("SEV2", False)
    assert [reason.rule for reason in found.reasons if reason.evidence.words == priority] == [
        "Priority mapped to SEV1: not decisive by itself, as teams use priorities differently"
    ]


@pytest.mark.parametrize("priority", ["P4", "low", "Lowest", "severity/4", "info"])
def test_a_low_priority_lowers_nothing_that_the_text_states(priority: str) -> None:
    assert classify(Case(title="Checkout is down for everyone", priority=priority), Policy()).severity == "SEV1"
    assert classify(Case(title="The report export fails", priority=priority), Policy()).severity == "SEV3"
    assert classify(Case(title="The report header looks odd", priority=priority), Policy()).severity >= "SEV3"


def test_a_severity_that_is_none_of_ours_is_read_as_a_priority() -> None:
    found = classify(Case(title="The import job is odd", severity="high"), Policy())
    assert not found.recorded
    assert "mapped to SEV2" in found.reasons[0].rule


def test_priorities_are_mapped_by_the_policy() -> None:
    policy = Policy(priorities={"Tier A": "sev1", "P1": "none"})
    odd = Case(title="The import job is odd", priority="tier-a")
    assert "mapped to SEV1" in classify(odd, policy).reasons[0].rule
    unmapped = classify(Case(title="The import job is odd", priority="P1"), policy)
    assert unmapped.severity == classify(Case(title="The import job is odd"), policy).severity
    assert "P1" in [reason.evidence.words for reason in unmapped.reasons]


@pytest.mark.parametrize("text", ["This is P1, the report looks odd", "Set to critical by Ann: the report looks odd"])
def test_a_priority_in_a_text_is_no_priority(text: str) -> None:
    assert not any("mapped" in reason.rule for reason in read(text).reasons)
