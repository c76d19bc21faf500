"""The recorded fixes that page one has no room for: nothing that somebody recorded as done is lost.

Page one tells few words of them; the others are listed, unless an entry of the timeline or the description says all of
their words and numbers.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.analysis.model import Claim
from bot.review.document.claims import said
from bot.review.document.material import Material
from bot.review.document.page_one.fixes import short_term
from bot.review.document.page_one.summary import fixes_told
from bot.review.document.parts import Items, Part
from bot.review.root_cause.alike import content_words, numbers

ALSO_DONE: Final = "Also done"


def also_done(material: Material) -> tuple[Part, ...]:
    left = tuple(said(replace(fix, category="")) for fix in _left(material))
    return (Items(left, ALSO_DONE),) if left else ()


def _left(material: Material) -> Iterator[Claim]:
    told = [material.case.description, *(read.event.text for read in material.events)]
    told += [fix.text for fix in fixes_told(material)]
    for fix in short_term(material.case):
        if not any(_tells(text, fix.text) for text in told):
            told.append(fix.text)
            yield fix


def _tells(text: str, fix: str) -> bool:
    words = content_words(fix)
    is_said = bool(words) and words <= content_words(text) and numbers(fix) <= numbers(text)
    return is_said or fix.casefold() in text.casefold()
