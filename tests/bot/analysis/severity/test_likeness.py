"""The second reading: what it has learned, when it is asked, and how far it may go."""

import pytest

from bot.analysis.model import Case, Classification, Event
from bot.analysis.severity.classify import account_in, classify
from bot.analysis.severity.likeness import CLAUSES_READ, WORDS_NEEDED, features, likelihoods, likeness_of
from bot.config.policy import Policy
from tests.bot.analysis.learning import TABLE, case_of, incidents, learned, table

TOLD_ALIKE = "Realm servers are unreachable since the attack started, every login attempt ends in a server down message"


def read(text: str) -> Classification:
    return classify(Case(description=text, facts={"customer_facing": True}), Policy())


def test_the_table_is_what_is_learned_from_the_labelled_incidents() -> None:
    assert TABLE.read_text(encoding="utf-8") == table(learned(incidents()))


def test_what_is_learned_from_no_incident_makes_every_level_as_likely() -> None:
    assert likelihoods(["pay", "down"], learned([])) == [0.25] * 4


def test_the_likelihoods_of_all_levels_add_up_to_one() -> None:
    weights = {"down": (2.0, 1.0, 0.0, -3.0), "typo": (-3.0, 0.0, 0.5, 2.0)}
    likely = likelihoods(["down", "typo", "never met"], weights)
    assert sum(likely) == pytest.approx(1)
    assert likely[1] == max(likely)


def test_a_short_text_is_left_to_the_rules() -> None:
    few = " ".join(TOLD_ALIKE.split()[: WORDS_NEEDED - 1])
    assert likeness_of(account_in(Case(description=few))) is None
    assert likeness_of(account_in(Case(description=TOLD_ALIKE))) is not None


def test_text_in_words_that_were_never_met_is_left_to_the_rules() -> None:
    assert likeness_of(account_in(Case(description="qwx zvk " * 50))) is None


def test_a_log_behind_the_account_changes_no_feature() -> None:
    account = ". ".join(f"Checkout shows error {number}" for number in range(CLAUSES_READ))
    events = tuple(Event(number, f"Customer data leaked, step {number}", None) for number in range(30))
    alone, logged = (features(account_in(Case(description=account, events=found))) for found in ((), events))
    assert alone == logged


def test_an_answer_that_overrules_the_rules_says_so_and_asks() -> None:
    found = [classify(case_of(labelled), Policy()) for labelled in incidents()]
    overruled = [one for one in found if one.reasons[0].rule.startswith("Similar incidents were")]
    assert overruled
    assert all(one.question and not one.sure and one.reasons[0].evidence.words for one in overruled)


@pytest.mark.parametrize(
    "text",
    [
        "Nothing works for anybody, the whole site is down, the dashboard has odd colours and a wrong icon",
        "All customers' payments fail, the monitoring graph for it is empty, footer and wording of the page look odd",
    ],
)
def test_what_hits_everybody_is_not_talked_down_by_small_words(text: str) -> None:
    assert read(text).severity == "SEV1"


def test_no_stated_harm_drill_or_test_environment_is_asked_about() -> None:
    tail = " and the whole product is down for all customers who can not log in or pay anything at all"
    assert read("This is a drill: the database is gone" + tail).severity == "SEV4"
    assert (
        read("Customer data leaked to the internet, typo in the footer, wording of the page looks odd").severity
        == "SEV1"
    )
