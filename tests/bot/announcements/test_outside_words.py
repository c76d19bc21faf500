"""What people outside may read: each sentence without harm, and no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.model import Case, Claim, Event, Evidence, Participant, Todo
from bot.announcements.outside_words import for_outside, names_in, service_for_outside

CASE = Case(
    commander="Jane Smith",
    participants=(Participant("Ravi Rao", "SRE"), Participant("Payments on-call")),
    events=(Event(1, "x", actor="olek", source="zorbmon"), Event(2, "y", actor="customer")),
    actions=(Todo("z", Evidence("a"), owner="Will Oduya"),),
    causes=(Claim("c", Evidence("cause"), by="Bob Kim"),),
)
NAMES = names_in(CASE)


def said(text: str) -> tuple[str, ...]:
    return for_outside([text], NAMES).sentences


@pytest.mark.parametrize(
    "text",
    [
        "Jane can't see orders",
        "Orders of Rao are lost",
        "Payments fail, olek is looking",
        "Will saw that payments fail",
        "Payments fail since v2.3.1",
        "Payments fail since version 2",
        "Payments fail on release 14 of the app",
        "Stripe declines all cards",
        "Cards are declined by stripe",
        "All cards are declined by Zorbpay",
        "Zorbpay declines all cards",
        "Alerts of zorbmon are wrong",
        "We lost $45,000 of orders",
        "We lost EUR 4 of revenue",
        "Revenue fell",
        "Error rate is 8.2%",
        "Shard search-index-3 is full",
        "See https://wiki.example.com/incident",
        "ORM opens too many connections",
        "db_pool is empty",
        "Ask @jane about payments",
        "down",
        "61 support tickets",
        "All 14 wards",
    ],
)
def test_a_sentence_with_a_name_version_vendor_money_or_code_is_left_out_whole(text: str) -> None:
    found = for_outside([text], NAMES)
    assert (found.sentences, found.left_out) == ((), (text,))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Customers can't log in", "Customers can't log in."),
        ("Payments fail for customers of the API", "Payments fail for customers of the API."),
        ("Users will see an error", "Users will see an error."),
        ("Users in Europe see old prices!", "Users in Europe see old prices!"),
        ("45% of payments fail", "Payments fail."),
        ("- Uploads are slow", "Uploads are slow."),
    ],
)
def test_a_harmless_sentence_is_said_as_it_was_written(text: str, sentence: str) -> None:
    assert said(text) == (sentence,)


def test_the_harmless_sentences_of_a_text_stay() -> None:
    found = for_outside(["Cards are declined. Jane looks at Stripe. Refunds work", "Cards are declined"], NAMES)
    assert found.sentences == ("Cards are declined.", "Refunds work.")
    assert found.left_out == ("Jane looks at Stripe.",)


@pytest.mark.parametrize(
    ("service", "told"),
    [
        ("payment-gateway", "payment gateway"),
        ("user-api v2.4.1", "user API"),
        ("Payment processing", "Payment processing"),
        ("orders_v2", "orders"),
        ("stripe-webhooks", ""),
        ("jane-test", ""),
        ("Jane Smith", ""),
        ("42", ""),
    ],
)
def test_a_service_is_told_in_words(service: str, told: str) -> None:
    assert service_for_outside(service, NAMES) == told


SAFE = ("payments", "users", "fail", "see", "orders", "slow", "are", "can't", "log", "in", "the", "while", "and")
HARM = ("Jane", "Smith",
        "Ravi", "olek", "Stripe", "cloudflare", "Zorbpay", "v2.3.1", "3.1.2", "$500", "EUR 90", "12,500",
        "45%", "ORM", "db_7")  # fmt: skip


def _begun(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


@given(st.lists(st.lists(st.sampled_from((*SAFE, *HARM)), min_size=1, max_size=9), max_size=6))
def test_nothing_harmful_is_ever_said_outside(texts: list[list[str]]) -> None:
    told = " ".join(for_outside([_begun(" ".join(words)) for words in texts], NAMES).sentences)
    told += " ".join(for_outside([". ".join(words) for words in texts], NAMES).sentences)
    told += " ".join(for_outside([" ".join(words) for words in texts], NAMES).sentences)
    assert not any(harm.casefold() in told.casefold() for harm in HARM)
    assert not any(sign.isdigit() for sign in told)
