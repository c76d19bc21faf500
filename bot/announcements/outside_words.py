"""What people outside may read of what was recorded: no name, version, vendor, revenue or count.

A text is read sentence by sentence. A count or a share before what is counted is taken out: "80% of users couldn't pay"
becomes "Users couldn't pay", which says neither more nor less of what they saw. A sentence is used only if every sign
and word in it is harmless: it has no other digit, no money, no name of the record, no tool or vendor, and no capital
inside it that is not known to be ordinary. All others are left out whole, and are named to the person who edits.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.analysis.language.proper_words import NO_NAMES, ORDINARY, VENDORS
from bot.analysis.language.small_words import SMALL_WORDS
from bot.analysis.model import Case
from bot.analysis.severity.word_model import model
from bot.announcements.counts import without_counts

_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+|\s*\n+\s*|\s*;\s+")
_MARKS: Final = re.compile(r"^(?:[-*•·]\s+|\d+[.)]\s+)|\*\*|__")

_FEWEST_LEFT: Final = 3  # words, of which two may be only what was counted
_MONEY: Final = re.compile(
    r"[$€£¥%‰]|\b(?:USD|EUR|GBP|CHF|JPY|dollars?|euros?|pounds?|revenues?|sales|turnover|losses|costs?|fines?|penalt\w+"
    r"|SLAs?|half|third|quarter|dozen|hundreds?|thousands?|millions?|billions?)\b",
    re.IGNORECASE,
)
_CODE: Final = re.compile(r"[\d@#_/\\`<>{}\[\]=|~≈]|\w\.\w|[a-z][A-Z]")
_VERSION: Final = re.compile(r"\b(?:v|version|release|build) ?\d", re.IGNORECASE)

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ACRONYMS: Final = {word: word.upper() for word in ("api", "ui", "sso", "sms", "cdn", "dns", "vpn")}


@dataclass(frozen=True)
class Outside:
    """What a text has for people outside, sentence by sentence, and what was left out of it."""

    sentences: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Names:
    """The names of a record. `whole` are full names and handles, `parts` the words of names, both in small letters."""

    whole: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()

    def are_in(self, text: str) -> bool:
        """A part that is an ordinary word counts only where it is written like a name: "Will" is one, "will" is not."""
        small = text.casefold()
        if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", small) for name in self.whole if name in small):
            return True
        return any(
            _plain(word) in self.parts and (word[:1].isupper() or not _is_common(word)) for word in _WORD.findall(text)
        )


def names_in(case: Case) -> Names:
    """The names of everyone and everything that the record names as an actor, an owner or an author."""
    told = {
        case.commander,
        *(one.name for one in case.participants),
        *(event.actor for event in case.events),
        *(one.by for one in case.told),
        *(todo.owner for todo in case.actions),
        *(claim.by for claim in (*case.impact, *case.causes, *case.factors, *case.fixes, *case.lessons)),
    }
    whole = {" ".join(name.casefold().split()) for name in told}
    parts = (part for name in whole for part in _parts(name))
    sources = {event.source.casefold() for event in case.events}
    return Names(frozenset({*whole, *sources} - {""} - NO_NAMES) - _common(), frozenset(parts))


def _parts(name: str) -> Iterator[str]:
    """Yields the words of a name. "Payments on-call" has only ordinary words and names nobody."""
    words = [word for word in re.findall(r"[^\W\d_]{2,}", name) if word not in NO_NAMES]
    if not all(map(_is_common, words)):
        yield from words


def for_outside(texts: Iterable[str], names: Names, known: frozenset[str] = frozenset()) -> Outside:
    """`known` are words of the record that are no names: those of its services."""
    said: dict[str, None] = {}
    left_out: dict[str, None] = {}
    for text in texts:
        for sentence in _sentences(text):
            told = without_counts(sentence)
            if _says_something(told, sentence) and not _VERSION.search(sentence) and _is_harmless(told, names, known):
                said[_stopped(told)] = None
            else:
                left_out[sentence] = None
    return Outside(tuple(said), tuple(left_out))


def service_for_outside(service: str, names: Names) -> str:
    """`payment-gateway-v2` becomes `payment gateway`; "" where a vendor or a person is in its name."""
    words = [word for word in re.split(r"[-_./\s]+", service.strip()) if word and not any(map(str.isdigit, word))]
    told = " ".join(_ACRONYMS.get(word, word) for word in words)
    harmless = words and not names.are_in(told) and not any(_plain(word) in VENDORS for word in words)
    return told if harmless and all(word.isalpha() for word in words) else ""


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCES.split(_MARKS.sub("", text.strip())):
        if said := sentence.strip(" -–—"):
            yield said


def _says_something(told: str, sentence: str) -> bool:
    """Whether a sentence is left where a count was taken out: of "61 support tickets" and "All 14 wards" none is."""
    words = _WORD.findall(told)
    is_only_named = len(words) < _FEWEST_LEFT and words[-1:] and words[-1].endswith("s") and not words[0].endswith("s")
    return not (is_only_named and any(map(str.isdigit, sentence)))


def _is_harmless(told: str, names: Names, known: frozenset[str]) -> bool:
    words = _WORD.findall(told)
    if len(words) < 2 or _MONEY.search(told) or _CODE.search(told) or names.are_in(told):
        return False
    if any(form in VENDORS for word in words for form in _forms(_plain(word))):
        return False
    first, *others = words
    ordinary = first in ORDINARY or _is_common(first) or _plain(first) in known
    return ordinary and all(word.islower() or word in ORDINARY or _plain(word) in known for word in others)


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'").partition("'")[0]


def _is_common(word: str) -> bool:
    """Whether a word, or what it is a form of, may begin a sentence without being a name."""
    return any(form in _common() for form in _forms(_plain(word)))


def _forms(word: str) -> Iterator[str]:
    yield word
    for ending in ("s", "es", "d", "ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield word.removesuffix(ending)


@cache
def _common() -> frozenset[str]:
    """Words that begin sentences: small ones, and those that the labeled incidents of the severity model know."""
    return SMALL_WORDS | {word for word in model("severity").words.places if word.isalpha() and len(word) > 1}


def _stopped(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
