"""Turns the text of an event into signs: what the model of phases has weights for.

A sign is a stem (`restart`), a stem where it is done (`!restart`, at the beginning of a clause, after its subject or
after "was"), two stems that follow each other (`roll_back`, `^_rol`, `done_$`), or two in one clause with up to three
words between (`roll~back`). Any number is `0`. tools/train_phases.py counts the same signs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

# What an event is about stands in its first lines; a log pasted below them would only add noise and time.
READ_CHARACTERS: Final = 1_500
_READ_WORDS: Final = 60
_GAP: Final = 4  # words from the first to the last of a pair with a gap; a new thought lies further
_TOKEN: Final = re.compile(r"[^\W\d_][^\W_]*(?:'[^\W\d_]+)*|\d[\d.,:]*(?:xx|ms|s|k|m|gb)?|[%?!.,;:()@#]")
_STOPS: Final = frozenset("?!.,;:()")
# A verb after one of these is something done: "restarted the hub", "it was restarted", not "since the restart".
_BEFORE_A_DEED: Final = _STOPS | {
    *("^", "and", "then", "now", "just", "also", "to", "will", "let's", "please", "already", "have", "has", "i", "we"),
    *("they", "he", "she", "you", "i'm", "we're", "i've", "we've", "i'll", "we'll", "been", "be", "got", "get"),
    *("start", "begin", "try", "keep", "by", "after", "manually", "was", "were", "is", "are", "being"),
}
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


def words(text: str) -> tuple[str, ...]:
    """Returns words, numbers as `0`, and the punctuation that ends a clause, in lower case."""
    found = _TOKEN.findall(text[:READ_CHARACTERS].replace("’", "'").lower())
    return tuple("0" if word[0].isdigit() else word for word in found[:_READ_WORDS])


def stems(said: Iterable[str]) -> list[str]:
    return [stem(word) for word in said]


def signs(said: Sequence[str], begins: Iterable[str] | None = None) -> Iterator[str]:
    """Yields the signs of words. `begins` has the stems that begin a pair with a gap; without it, every one does."""
    roots = stems(said)
    yield from roots
    before, root_before = "^", "^"
    for word, root in zip(said, roots, strict=True):
        yield f"{root_before}_{root}"
        if before in _BEFORE_A_DEED:
            yield f"!{root}"
        before, root_before = word, root
    yield f"{root_before}_$"
    for place, root in enumerate(roots):
        if begins is None or root in begins:
            yield from _gapped(roots, place)


def _gapped(roots: Sequence[str], place: int) -> Iterator[str]:
    if roots[place] in _STOPS:
        return
    for following in range(place + 1, min(place + 1 + _GAP, len(roots))):
        if roots[following] in _STOPS:
            return
        if following > place + 1:
            yield f"{roots[place]}~{roots[following]}"


def spelling(word: str) -> tuple[str, ...]:
    """Returns the runs of three and four letters in a word, with its edges."""
    if not word[0].isalpha():
        return ()
    whole = f"<{word}>"
    return tuple({whole[at : at + size] for size in (3, 4) for at in range(len(whole) - size + 1)})
