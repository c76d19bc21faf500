"""What impact is recorded: figures, answers and claims, and nothing from the words of a description."""

from bot.analysis.impact import BREACH, DATA_LOSS, NO_IMPACT, is_about_users, recorded_impact
from bot.analysis.model import Case, Claim, Evidence

SEEN = Claim("Cards are declined", Evidence("impact"))


def words(**facts: object) -> list[str]:
    return [figure.words for figure in recorded_impact(Case(facts=facts)).figures]  # type: ignore[arg-type]


def test_figures_keep_the_verb_of_their_field() -> None:
    assert words(affected_users=12500, affected_users_percentage=45) == ["12,500 users (45%) were affected"]
    assert words(affected_users=1) == ["1 user was affected"]
    assert words(affected_users_percentage=0.5) == ["0.5% of users were affected"]
    assert words(failed_transactions=342, failed_requests=1) == ["342 transactions failed", "1 request failed"]
    reports = recorded_impact(Case(facts={"customer_reports": 1})).reports
    assert [one.words for one in reports] == ["1 customer report"]
    assert words(revenue_impact_usd=28500) == ["the revenue impact is 28,500 USD"]


def test_what_is_no_number_and_no_answer_is_no_figure() -> None:
    assert words(affected_users="many", revenue_impact_usd=True) == []
    assert recorded_impact(Case(facts={"data_loss": "unclear"})).answers == ()


def test_an_answer_is_kept_and_a_missing_one_is_none() -> None:
    impact = recorded_impact(Case(facts={"data_loss": False, "data_integrity_risk": False}))
    assert (impact.answer(DATA_LOSS), impact.answer(BREACH)) == (False, None)
    assert [answer.words for answer in impact.answers] == ["no data was lost", ""]


def test_a_claim_stands_once_and_a_description_is_none() -> None:
    again = Claim("cards are  declined.", Evidence("update 2"))
    assert recorded_impact(Case(impact=(SEEN, again))).claims == (SEEN,)
    assert recorded_impact(Case(title="12,500 users hit", description="All payments fail")) == NO_IMPACT


def test_business_impact_is_not_what_users_met() -> None:
    assert is_about_users(SEEN)
    assert is_about_users(Claim("Cards are declined", Evidence("x"), category="Customer impact"))
    assert not is_about_users(Claim("Fewer orders", Evidence("x"), category="business impact"))


def test_services_and_regions_are_part_of_it() -> None:
    impact = recorded_impact(Case(services=("checkout",), facts={"affected_regions": ["eu-west-1"]}))
    assert (impact.services, impact.regions) == (("checkout",), ("eu-west-1",))
    assert recorded_impact(Case(facts={"regions": "eu"})).regions == ("eu",)


def test_how_a_service_was_is_said_only_by_its_field() -> None:
    assert recorded_impact(Case(facts={"degradation_type": "partial"})).verb == "degraded"
    assert recorded_impact(Case(facts={"degradation_type": "odd"})).verb == ""
    assert recorded_impact(Case(description="Checkout is down")).verb == ""
