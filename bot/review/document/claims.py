"""How a review shows what people recorded: word for word, and each once."""

from collections.abc import Iterable

from bot.analysis.impact import each_once as each_once
from bot.analysis.model import Claim
from bot.review.document.parts import Sentence
from bot.review.document.prose import began, stopped


def said(claim: Claim, *, stop: bool = False) -> Sentence:
    text = with_label(claim)
    return Sentence(stopped(text) if stop else text, (claim.evidence,), quoted=True)


def all_said(claims: Iterable[Claim], *, stop: bool = False) -> tuple[Sentence, ...]:
    return tuple(said(claim, stop=stop) for claim in each_once(claims))


def with_label(claim: Claim) -> str:
    """`What broke: the pool ran empty`"""
    label = claim.category
    joint = " " if label.endswith("?") else ": "
    return f"{began(label)}{joint}{claim.text}" if label else claim.text
