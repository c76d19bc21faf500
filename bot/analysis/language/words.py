"""Words as they are compared: how text is normalized, and how a list of words becomes a pattern."""

import re
from typing import Final


def lexicon(*entries: str) -> re.Pattern[str]:
    """Compiles a pattern that matches any entry as whole words. `*` matches any ending, `fail+` all forms of a verb;
    the rest is an ordinary regular expression."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(_ENDING.sub(_with_endings, entry) for entry in entries)})(?!\w)")


_ENDING: Final = re.compile(r"(?<![\w\\)\]])([a-z'-]+)([*+])(?![*+?])")


def _with_endings(found: re.Match[str]) -> str:
    word, ending = found.groups()
    if ending == "*":
        return rf"{word}[\w'-]*"
    if word.endswith("e"):
        return f"{word[:-1]}(?:e|es|ed|ing)"
    if word.endswith("y"):
        return f"{word[:-1]}(?:y|ys|ies|ied|yed|ying)"
    return f"{word}(?:s|es|{word[-1]}?ed|{word[-1]}?ing)?"


QUOTES: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "`": "'", "´": "'"})
BLANKS: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\u200b-\u200f\ufeff]+")


def normal(text: str) -> str:
    """Normalizes text: lower case, straight quotes, single spaces, no control characters, no space before %."""
    folded = BLANKS.sub(" ", text.translate(QUOTES)).lower()
    return re.sub(r"(\d) (?=%|percent|per cent)", r"\1", folded).replace("can not", "cannot").strip()


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def masked(pattern: re.Pattern[str], words: str) -> str:
    """Returns the words with what a pattern matches blanked out, so that places stay the same."""
    return pattern.sub(_blank, words)
