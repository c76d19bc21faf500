"""Finds phrases in text by stems, word classes and gaps, independent of what they mean.

A phrase is written as words with spaces between: `roll` stands for any form of the word, `=found` for that very form,
`@people` for a class of words, `#` for a number, `fix|patch` for either, `~` for up to three words in between (never
across the end of a clause), `^` for the beginning of the text and `$` for its end.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import product
from typing import Final

# What an event is about stands in its first lines; a log pasted below them would only add noise and time.
READ_CHARACTERS: Final = 1_500
_GAP: Final = 3  # words; "rolled all of it back" still counts, a new thought does not
_TOKEN: Final = re.compile(r"[^\W\d_][^\W_]*(?:'[^\W\d_]+)*|\d[\d.,:]*(?:xx|ms|s|k|m|gb)?|[%?!.,;:()]")
_STOPS: Final = frozenset("?!.,;:()")
_BEGIN, _END, _SKIP = "^", "$", "~"
_IRREGULAR: Final = {
    form: base
    for base, forms in {
        "be": "is are was were been am",
        "begin": "began begun",
        "break": "broke broken",
        "bring": "brought",
        "build": "built",
        "catch": "caught",
        "come": "came",
        "cut": "cutting",
        "die": "died dies dying dead",
        "do": "did does done doing",
        "draw": "drew drawn",
        "eat": "ate eaten",
        "fall": "fell fallen",
        "get": "got gotten gets getting",
        "give": "gave given",
        "go": "went gone goes going",
        "grow": "grew grown",
        "have": "has had having",
        "hold": "held",
        "keep": "kept",
        "know": "knew known",
        "lose": "lost",
        "make": "made",
        "put": "putting",
        "read": "reads",
        "rebuild": "rebuilt",
        "rise": "rose risen",
        "run": "ran running",
        "say": "said says",
        "see": "saw seen sees seeing",
        "send": "sent",
        "set": "setting",
        "shut": "shutting",
        "speak": "spoke spoken",
        "spin": "spun",
        "stand": "stood",
        "stick": "stuck",
        "take": "took taken",
        "tell": "told",
        "think": "thought",
        "throw": "threw thrown",
        "try": "tried tries",
        "undo": "undid undone",
        "wake": "woke woken",
        "write": "wrote written",
    }.items()
    for form in forms.split()
}
# The suffixes would cut these words into others.
_WHOLE: Final = frozenset(
    ("thing", "nothing", "something", "anything", "everything", "during", "morning", "need", "users")
)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Returns one form for restart, restarts, restarted and restarting. `word` is in lower case."""
    word = word.removesuffix("'s")
    word = _IRREGULAR.get(word, word)
    return word if len(word) <= 3 else _unended(word)


def _unended(word: str) -> str:
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return f"{word[:-3]}y"
    cut = word
    if word in _WHOLE:
        pass
    elif word.endswith("ing") and _stands(word[:-3]):
        cut = word[:-3]
    elif word.endswith("ed") and _stands(word[:-2]):
        cut = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        cut = word[:-1]
    cut = cut.removesuffix("e")
    return cut[:-1] if len(cut) > 3 and cut[-1] == cut[-2] else cut


def _stands(rest: str) -> bool:
    return len(rest) >= 3 and any(letter in "aeiouy" for letter in rest)


@dataclass(frozen=True)
class Found:
    """A match: its meaning, the words as typed, and their positions."""

    meaning: str
    words: str
    first: int
    last: int


@dataclass
class _Node:
    meanings: list[str] = field(default_factory=list)
    next: dict[str, "_Node"] = field(default_factory=dict)


class Phrases:
    """All phrases, to be matched in one pass over the text.

    They are compiled when they are first looked for, because every command would wait for them, and few read a text.
    """

    def __init__(
        self, meanings: Mapping[str, Iterable[str]], classes: Mapping[str, str], faint: frozenset[str] = frozenset()
    ) -> None:
        """`faint` meanings never hide others."""
        self._meanings = meanings
        self._words = classes
        self._faint = faint

    @cached_property
    def _classes(self) -> Mapping[str, tuple[str, ...]]:
        """The classes of each word."""
        found: dict[str, tuple[str, ...]] = {}
        for name, words in self._words.items():
            for word in words.split():
                key = _key(word)
                found[key] = (*found.get(key, ()), f"@{name}")
        return found

    @cached_property
    def _root(self) -> _Node:
        root = _Node()
        for meaning, phrases in self._meanings.items():
            for phrase in phrases:
                _add(root, meaning, phrase)
        return root

    def find(self, text: str) -> tuple[Found, ...]:
        """Returns the matches. A phrase inside a longer one with another meaning is ignored."""
        text = _read(text)
        tokens = [(found[0].lower(), found.start(), found.end()) for found in _TOKEN.finditer(text)]
        words = [_BEGIN, *(token[0] for token in tokens), _END]
        keys = [self._keys(word) for word in words]
        spans = {
            (first, last, meaning) for first in range(len(words)) for last, meaning in self._from(first, words, keys)
        }
        clear = [span for span in spans if span[2] not in self._faint]
        kept = [span for span in spans if not any(_covers(other, span) for other in clear)]
        return tuple(
            Found(meaning, _quoted(text, tokens, first, last), first, last) for first, last, meaning in sorted(kept)
        )

    def _keys(self, word: str) -> tuple[str, ...]:
        base = stem(word)
        number = ("#",) if word[0].isdigit() else ()
        return (base, f"={word}", *number, *self._classes.get(base, ()), *self._classes.get(f"={word}", ()))

    def _from(self, first: int, words: list[str], keys: list[tuple[str, ...]]) -> Iterator[tuple[int, str]]:
        """Yields the ends of the phrases that start at the word `first`."""
        waiting = [(self._root, first, 0)]
        while waiting:
            node, at, skips = waiting.pop()
            for meaning in node.meanings:
                yield at, meaning
            if gap := node.next.get(_SKIP):
                waiting.append((gap, at, _GAP))
            if at == len(words):
                continue
            waiting.extend((node.next[key], at + 1, 0) for key in keys[at] if key in node.next)
            if skips and words[at] not in _STOPS:
                waiting.append((node, at + 1, skips - 1))


def _add(root: _Node, meaning: str, phrase: str) -> None:
    for keys in product(*([_key(word) for word in part.split("|")] for part in phrase.split())):
        node = root
        for key in keys:
            node = node.next.setdefault(key, _Node())
        node.meanings.append(meaning)


def tokens(text: str) -> list[str]:
    """Returns words, numbers and the punctuation that ends a clause, in lower case."""
    return [found[0].lower() for found in _TOKEN.finditer(_read(text))]


def _read(text: str) -> str:
    return text[:READ_CHARACTERS].replace("’", "'")


def _key(word: str) -> str:
    return word if word[0] in "@=#" or word in (_BEGIN, _END, _SKIP) else stem(word)


def _covers(longer: tuple[int, int, str], span: tuple[int, int, str]) -> bool:
    return (
        longer[2] != span[2]
        and longer[0] <= span[0]
        and span[1] <= longer[1]
        and longer[1] - longer[0] > span[1] - span[0]
    )


def _quoted(text: str, tokens: list[tuple[str, int, int]], first: int, last: int) -> str:
    """Returns the words between two positions."""
    inside = tokens[max(first - 1, 0) : last - 1]
    return " ".join(text[inside[0][1] : inside[-1][2]].split()) if inside else ""
