"""How a review shows what people recorded: word for word, and each once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from bot.analysis.model import Claim
from bot.review.document.parts import Sentence
from bot.review.document.prose import began, stopped
from bot.review.root_cause.alike import is_same

_MOST: Final = 200  # claims beside which one is held


def said(claim: Claim, *, stop: bool = False) -> Sentence:
    text = with_label(claim)
    return Sentence(stopped(text) if stop else text, (claim.evidence,), quoted=True)


def all_said(claims: Iterable[Claim], *, stop: bool = False) -> tuple[Sentence, ...]:
    """Each once: of near-identical ones the longer text, with the sources of all."""
    return tuple(_merged(group, stop=stop) for group in grouped(claims))


def _merged(group: Sequence[Claim], *, stop: bool) -> Sentence:
    longest = max(group, key=lambda claim: len(claim.text))
    evidence = (longest.evidence, *(claim.evidence for claim in group if claim is not longest))
    return replace(said(longest, stop=stop), evidence=tuple(dict.fromkeys(evidence)))


def each_once(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Yields claims, of near-identical ones the longer text."""
    yield from (max(group, key=lambda claim: len(claim.text)) for group in grouped(claims))


def grouped(claims: Iterable[Claim]) -> Sequence[Sequence[Claim]]:
    """Groups claims of one kind that say the same, in the order of the first of each."""
    groups: list[list[Claim]] = []
    for claim in claims:
        same = (group for group in groups[-_MOST:] if all(_is_same(claim, one) for one in group))
        if group := next(same, None):
            group.append(claim)
        else:
            groups.append([claim])
    return groups


def _is_same(one: Claim, other: Claim) -> bool:
    return one.category == other.category and is_same(one.text, other.text)


def with_label(claim: Claim) -> str:
    """`What broke: the pool ran empty`"""
    label = claim.category
    joint = " " if label.endswith("?") else ": "
    return f"{began(label)}{joint}{claim.text}" if label else claim.text
