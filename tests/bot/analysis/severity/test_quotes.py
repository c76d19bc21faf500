"""Quotes: content words of the clause that speaks most for the level, as they were typed."""

from base64 import b64encode
from typing import Any

import pytest

from bot.analysis.model import Case
from bot.analysis.severity.classify import account_in
from bot.analysis.severity.features import features_of
from bot.analysis.severity.quotes import AT_MOST, quotes
from bot.analysis.severity.word_model import WordModel, model, read_model

SPEAKS = ("checkout", "down", "everyone", "affected", "triggered", "since", "declined")


def group(names: tuple[str, ...]) -> dict[str, Any]:
    return {"names": "\t".join(names), "weights": b64encode(bytes((10, 0)) * len(names)).decode(), "scale": 1.0}


def made() -> WordModel:
    """A model of two levels; each word that SPEAKS weighs the same for the first."""
    nothing = group(("",))
    groups = {"words": group(SPEAKS), "pieces": nothing, "found": nothing}
    return read_model({"labels": ["1", "2"], "bias": [0, 0], **groups})


def quoted(text: str, read: WordModel | None = None) -> list[str]:
    account = account_in(Case(description=text))
    return [each.words for each in quotes(account, features_of(account), read or made(), 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Triggered since Monday: Checkout is DOWN for everyone", ["Checkout is DOWN for everyone"]),
        ("Nobody affected", ["Nobody affected"]),
        ("We aren't affected by this", ["aren't affected"]),
        ("Since then it was triggered again", []),
    ],
)
def test_content_words_are_quoted_as_typed(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_only_the_clause_that_decided_is_quoted() -> None:
    assert quoted("It rained. Checkout is down. Cards of a friend were declined on a trip in June last year.") == [
        "Checkout is down"
    ]


def test_no_more_than_three_are_quoted() -> None:
    text = "grafana alerts about payments by card in the shop of Rome where orders of wine come late to users in Milan"
    assert 0 < len(quoted(text, model("severity"))) <= AT_MOST
