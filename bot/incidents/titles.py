"""A title as it is typed, with the severity before it; and the number of an incident as people type it."""

import re
from dataclasses import dataclass

from bot.config.policy import Policy
from bot.errors import NotUnderstood, Unclear
from templates.incidents import wording

MAX_TITLE = 120  # characters: with mark, severity and lock it fits the 150 of a Block Kit header


@dataclass(frozen=True)
class Titled:
    """A title with the severity before it; `named`: one stood there.

    `word` is the bare word or figure that was read as one, "" where it was typed as a severity is (`sev1`).
    """

    title: str
    severity: str
    named: bool
    word: str = ""


_SEVERITY_FIRST = re.compile(r"(?P<word>sev[\s_-]?\d+)\s*(?:[:,;–-]\s*|\s+|$)", re.IGNORECASE)
_WORD_FIRST = re.compile(r"(?P<word>\w+)(?:\s*(?P<mark>[:,;–-])(?:\s+|$)|\s+|$)(?P<rest>.*)", re.DOTALL)


def titled(text: str, policy: Policy) -> Titled:
    """What stands before a title as its severity, and the title; both may be missing.

    `sev1` and `SEV-1` always are one. A word or figure is one where a colon, comma or dash follows it (`critical: …`,
    `1 - …`); without that only a word for something worse than the default: "3 databases are down" and "low disk
    space" are titles, and who means an alarm must be heard.
    """
    title = " ".join(text.split())
    if named := _SEVERITY_FIRST.match(title):
        level = policy.require_severity(named["word"])
        return Titled(title[named.end() :].strip(), level.key, named=True)
    first = _WORD_FIRST.fullmatch(title)
    level_named = policy.read_severity(first["word"]) if first else None
    if first and level_named and (first["mark"] or _raises(first["word"], policy)):
        return Titled(first["rest"].strip(), level_named.key, named=True, word=first["word"])
    return Titled(title, policy.default_severity, named=False)


def _raises(word: str, policy: Policy) -> bool:
    level, default = policy.read_severity(word), policy.severity(policy.default_severity)
    worse = policy.severities[: policy.severities.index(default)]
    return level in worse and not word.isdecimal()


def checked_title(title: str) -> str:
    """The title; raises NotUnderstood where it is too long for a card."""
    if len(title) > MAX_TITLE:
        raise NotUnderstood(wording.title_too_long(len(title), MAX_TITLE))
    return title


def number_in(text: str) -> int:
    """The number of an incident as people type it: 41, #41 or INC-41."""
    found = re.fullmatch(r"\s*(?:#|inc[\s#-]*)?(\d{1,9})\s*", text, re.IGNORECASE)
    if not found or int(found[1]) == 0:
        raise Unclear(wording.not_a_number(text.strip()))
    return int(found[1])
