"""Asking for help where a verb is typed: help never acts, and what may be a text is never refused.

A help word with a dash (`-h`, `--help`) counts as the first or the last word of a line: it is an option there, and a
part of a text anywhere else. `help` and `?` are words, so they count where they are all that was typed behind the
number of an incident and the choices of the verb (`status resolved help`). A verb that ends an incident or moves it on
also explains itself where the text begins with `help` or is a question. In quotation marks, all of it is text.

A word is read as it looks, with one slip of the finger, whatever marks are around it.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from bot.commands.appearance import Seen
from bot.commands.arguments import MAY_BE_MORE, slips
from bot.commands.incident_numbers import number_in_front
from bot.commands.quotes import quoted, unquoted

_CHOICE: Final = re.compile(r"[a-z]+")
_HELP: Final = re.compile(r"(?:[^\w?/\\-]|_)*(?P<mark>-+|[/\\])?(?P<word>[a-z]+|\?+)(?:=\w*)?(?:\W|_)*", re.IGNORECASE)
_BARE: Final = re.compile(r"[\[(*_]*-[\w?=-]+[\])*_.,;:!?]*")
_HOW: Final = re.compile(r"how(?:\s+(?:do|does|to|can|should)\b|\W*$)", re.IGNORECASE)
_LONGEST: Final = 40  # letters of a help word with all that is around it
_POLITE: Final = ("me", "us", "please", "pls")  # "help me please" is no text
_OTHER_WORDS: Final = frozenset(("heap", "held", "hell", "helm", "helps", "hemp", "kelp", "whelp", "yelp"))


def is_help(word: str) -> bool:
    return _found(word) is not None


def is_marked_help(word: str) -> bool:
    """`-h`, `--help` or `/help`, which can be no text."""
    found = _found(word)
    return found is not None and bool(found["mark"])


def asks_for_help(text: str, usage: str, *, moves: bool = False) -> bool:
    """`text` follows a verb with this `usage`; `moves`: the verb ends an incident or moves it on."""
    said = _behind_number(text)
    words = said.split()
    if not words:
        return False
    behind = words[len(choices_in_front(words, usage)) :]
    if _is_only_help([word for word in behind if word.casefold().strip(".!,") not in _POLITE]):
        return True
    if moves and (is_help(words[0]) or is_marked_help(words[-1]) or _is_question(said)):
        return True
    return _is_option(words[0]) or ("\n" not in said and _is_option(words[-1]))


def as_text(text: str, usage: str, *, moves: bool = False) -> str:
    """What a text says that is in quotation marks because it would ask for help without; "" for any other text."""
    front, behind = _parted(text, usage)
    inside = unquoted(behind)
    if not inside or _is_only_help(inside.split()) or MAY_BE_MORE.match(inside):
        return ""
    return f"{front}{inside}" if asks_for_help(inside, "", moves=moves) else ""


def quoted_text(text: str, usage: str) -> str:
    """The arguments that were typed with a help word, written so that it is text; "" where there are none."""
    front, behind = _parted(text, usage)
    return "" if _is_only_help(behind.split()) or not behind else f"{front}{quoted(behind)}"


def choices_in_front(words: Sequence[str], usage: str) -> Sequence[str]:
    """The words in front that name choices of the verb, incidents and numbers."""
    known = frozenset(_CHOICE.findall(usage))
    return words[: next((place for place, word in enumerate(words) if not _is_choice(word, known)), len(words))]


def _parted(text: str, usage: str) -> tuple[str, str]:
    """The number and the choices in front of a text, and the text behind them, as they were typed."""
    text = text.strip()
    said = _behind_number(text)
    count = len(choices_in_front(said.split(), usage))
    *_, behind = said.split(maxsplit=count) if len(said.split()) > count else [""]
    return text[: len(text) - len(behind)], behind


def _behind_number(text: str) -> str:
    found = number_in_front(text)
    return found.rest if found else text.strip()


def _is_only_help(words: Sequence[str]) -> bool:
    """Dashes beside it change nothing: "resolve - help"."""
    said = [word for word in words if Seen(word).plain.strip("-")]
    return bool(said) and all(map(is_help, said))


def _is_option(word: str) -> bool:
    """Not in quotation marks, and no code."""
    return is_marked_help(word) and _BARE.fullmatch(Seen(word).plain) is not None


def _is_question(text: str) -> bool:
    plain = Seen(text).plain
    last = next((each for each in reversed(plain) if each == "?" or each.isalnum()), "")
    return not unquoted(text) and (last == "?" or _HOW.match(plain) is not None)


def _found(word: str) -> re.Match[str] | None:
    found = _HELP.fullmatch(_without_accents(Seen(word).plain)) if len(word) <= _LONGEST else None
    if found is None or found["word"].startswith("?"):
        return found
    said = found["word"].casefold()
    is_known = bool(found["mark"]) and said in ("h", "usage")
    return found if is_known or (slips(said, "help") <= 1 and said not in _OTHER_WORDS) else None


def _without_accents(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def _is_choice(word: str, choices: frozenset[str]) -> bool:
    """Also `#3`, `10` and `sev2`. The word `help` is a choice of no verb."""
    numbered = word.removeprefix("#").isalnum() and word[-1].isdecimal()
    return not is_help(word) and (word.casefold() in choices or numbered)
