"""A text as it looks, so that what is compared does not depend on the keyboard, the font or what was pasted.

Letters and digits in their plain forms (NFKC), digits of any script and Slack's `:four:` as 0 to 9, each dash as a
hyphen, each question mark of any script as `?`, letters of other scripts that look like the Latin ones of a few words
as these, and nothing that can't be seen.
"""

import re
import unicodedata
from functools import cache
from typing import Final

_DIGITS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SLACK_EMOJI: Final = {
    **{f":{word}:": str(digit) for digit, word in enumerate(_DIGITS)},
    ":keycap_ten:": "10",
    ":hash:": "#",
    ":question:": "?",
    ":grey_question:": "?",
}
_SYMBOL: Final = re.compile("|".join(_SLACK_EMOJI) + "|.", re.DOTALL)
_DASHES: Final = {"\N{MINUS SIGN}", "\N{HYPHEN BULLET}"}
_LOOK_LIKE: Final = {
    "\N{CYRILLIC SMALL LETTER SHHA}": "h",
    "\N{CYRILLIC SMALL LETTER IE}": "e",
    "\N{CYRILLIC SMALL LETTER ER}": "p",
    "\N{GREEK SMALL LETTER RHO}": "p",
    "\N{CYRILLIC SMALL LETTER PALOCHKA}": "l",
    "\N{CYRILLIC CAPITAL LETTER EN}": "H",
    "\N{CYRILLIC CAPITAL LETTER IE}": "E",
    "\N{CYRILLIC CAPITAL LETTER ER}": "P",
    "\N{GREEK CAPITAL LETTER ETA}": "H",
    "\N{GREEK CAPITAL LETTER EPSILON}": "E",
    "\N{GREEK CAPITAL LETTER RHO}": "P",
}


class Seen:
    """The text as it looks; `place` is where a place of it is in the text itself."""

    def __init__(self, text: str) -> None:
        shown = [(each, found.start()) for found in _SYMBOL.finditer(text) for each in _shown(found[0])]
        self.plain = "".join(each for each, _ in shown)
        self._places = [*(place for _, place in shown), len(text)]

    def place(self, seen: int) -> int:
        return self._places[seen]


@cache
def _shown(symbol: str) -> str:
    if symbol in _SLACK_EMOJI:
        return _SLACK_EMOJI[symbol]
    if "QUESTION MARK" in unicodedata.name(symbol, ""):
        return "?"
    return "".join(
        _LOOK_LIKE.get(each, _digit(each)) for each in unicodedata.normalize("NFKC", symbol) if _is_seen(each)
    )


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cf", "Mn", "Me", "Cc") or letter.isspace()


def _digit(letter: str) -> str:
    if unicodedata.category(letter) == "Pd" or letter in _DASHES:
        return "-"
    return str(unicodedata.digit(letter, letter))
