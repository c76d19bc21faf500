"""Whether two texts of people say the same, by the words that carry meaning.

Words are compared by their stems. Two texts that differ in a number, a version or a name, or of which one denies what
the other says, are never the same, however many words they share; nor are those that say opposite things.
"""

import re
from functools import lru_cache
from typing import Final

from bot.analysis.phases.signs import stem

READ: Final = 2_000  # characters of a text that are read for what it is about; it says that first
SAME: Final = 0.7  # of the shorter text's words, from which two say the same
NEAR: Final = 0.5  # from which somebody should look whether they do
_FEW: Final = 5  # words; a shorter text says the same only if all of its words are in the other one
_FEWEST: Final = 2  # words; one alone says too little to be held beside another text
_TEXTS: Final = 4_096  # remembered: each text is held beside each other one

_TOKEN: Final = re.compile(r"[^\W_]+(?:[-._/:'’][^\W_]+)*")
_PART: Final = re.compile(r"[^\W_]+")
_NUMBER: Final = re.compile(r"v?(\d+(?:[.,:]\d+)*)(%|[a-z]{1,3})?")
_GROUPED: Final = re.compile(r"(?<=\d),(?=\d{3}\b)")
_COUNTED: Final = {
    word: str(number)
    for number, word in enumerate(_PART.findall("zero one two three four five six seven eight nine ten eleven twelve"))
} | {"double": "2", "triple": "3", "twice": "2"}
_DENYING: Final = frozenset(
    _PART.findall(
        "no not never none nothing nobody neither without missing lack lacks lacked lacking insufficient "
        "insufficiently inadequate absent absence cannot failed fails"
    )
)
_COMMON: Final = _DENYING | frozenset(
    _PART.findall(
        "a about add after all also an and any are as at be been before being but by can could did do does don during "
        "each enough for from get had has have if in into is it its just least less more most need new of off on only "
        "or our out over per set should so some than that the their then there these they this those to too under up "
        "use using very via was we were when where which while will with would yet"
    )
)
_OPPOSED: Final = tuple(
    (stem(one), stem(other))
    for one, other in (
        ("high", "low"), ("slow", "fast"), ("early", "late"), ("before", "after"), ("more", "less"),
        ("increase", "decrease"), ("up", "down"), ("enabled", "disabled"), ("start", "stop"), ("long", "short"),
        ("large", "small"), ("big", "small"), ("manual", "automatic"), ("over", "under"), ("many", "few"),
        ("strict", "loose"), ("new", "old"), ("add", "remove"),
    )
)  # fmt: skip


@lru_cache(maxsize=_TEXTS)
def content_words(text: str) -> frozenset[str]:
    """Words that carry meaning, cut to their stems, so that `testing` meets `tests`. Numbers are not among them."""
    parts = (part.casefold() for part in _PART.findall(text[:READ]))
    return frozenset(
        stem(part) for part in parts if len(part) > 1 and part not in _COMMON and not _counted(part) and part.isalpha()
    )


@lru_cache(maxsize=_TEXTS)
def numbers(text: str) -> frozenset[str]:
    """Numbers and versions: `3.2.0` of `v3.2.0`, `70` of `70%`, `3` of `3x` and `three`."""
    found = (_counted(token.casefold()) for token in _TOKEN.findall(_GROUPED.sub("", text[:READ])))
    return frozenset(filter(None, found))


def _counted(token: str) -> str:
    number = _NUMBER.fullmatch(token)
    return number[1] if number else _COUNTED.get(token, "")


@lru_cache(maxsize=_TEXTS)
def _names(text: str) -> frozenset[str]:
    """What is called so: `user-api`, `db_pool`, `EU`, and words with a capital where no sentence begins."""
    found = list(_TOKEN.finditer(text[:READ]))
    return frozenset(
        token.casefold()
        for place, one in enumerate(found)
        if not _counted((token := one[0]).casefold())
        and (not token.isalpha() or token[1:].lower() != token[1:] or (place and token[:1].isupper()))
    )


@lru_cache(maxsize=_TEXTS)
def _denies(text: str) -> bool:
    words = [word.casefold() for word in _TOKEN.findall(text[:READ].replace("’", "'"))]
    return any(word in _DENYING or word.endswith("n't") for word in words)


@lru_cache(maxsize=_TEXTS)
def _plain_words(text: str) -> frozenset[str]:
    return frozenset(stem(word.casefold()) for word in _PART.findall(text[:READ]))


def is_same(one: str, other: str) -> bool:
    if " ".join(one.casefold().split()).rstrip(".") == " ".join(other.casefold().split()).rstrip("."):
        return True
    words = _shorter(one, other)
    least = 1.0 if words < _FEW else SAME
    return words >= _FEWEST and shared(one, other) >= least and not differs(one, other)


def may_be_same(one: str, other: str) -> bool:
    """Whether somebody should look: much alike, and nothing says that they differ."""
    alike = shared(one, other) >= NEAR and _shorter(one, other) >= _FEWEST
    return alike and not differs(one, other) and not is_same(one, other)


def shared(one: str, other: str) -> float:
    """How much of the shorter text's words the other one has, 0 to 1."""
    shorter = _shorter(one, other)
    return len(content_words(one) & content_words(other)) / shorter if shorter else 0.0


def _shorter(one: str, other: str) -> int:
    return min(len(content_words(one)), len(content_words(other)))


def differs(one: str, other: str) -> bool:
    """Whether each has a number or a name that the other lacks, one denies, or they say opposite things."""
    return (
        _denies(one) != _denies(other)
        or _part(numbers(one), numbers(other))
        or _part(_names(one), _names(other))
        or _are_opposed(_plain_words(one), _plain_words(other))
    )


def _part(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one <= other and not other <= one


def _are_opposed(one: frozenset[str], other: frozenset[str]) -> bool:
    mine, theirs = one - other, other - one
    return any((a in mine and b in theirs) or (b in mine and a in theirs) for a, b in _OPPOSED)
