"""The verbs that need no incident yet: opening one, finding one."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from bot.commands.arguments import first_word, required
from bot.commands.grammar import CommandVerb
from bot.commands.requests import CommandContext, Declare, Find, ListIncidents, ShowIncident, ShowStats, TypedText
from bot.config.policy import Policy
from bot.errors import NotUnderstood, Unclear
from bot.incidents.menu import LISTS
from bot.metrics.stats import PERIODS, USUAL

MAX_TITLE = 120  # characters: with mark, severity and lock it fits the 150 of a Block Kit header


@dataclass(frozen=True)
class Titled:
    """A title with the severity before it. `named` is the word that named it, "" where none did."""

    title: str
    severity: str
    named: str


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
        return Titled(title[named.end() :].strip(), level.key, named["word"])
    first = _WORD_FIRST.fullmatch(title)
    level_named = policy.read_severity(first["word"]) if first else None
    if first and level_named and (first["mark"] or _raises(first["word"], policy)):
        return Titled(first["rest"].strip(), level_named.key, first["word"])
    return Titled(title, policy.default_severity, "")


def _raises(word: str, policy: Policy) -> bool:
    level, default = policy.read_severity(word), policy.severity(policy.default_severity)
    worse = policy.severities[: policy.severities.index(default)]
    return level in worse and not word.isdecimal()


def checked_title(title: str) -> str:
    """The title; raises NotUnderstood where it is too long for a card."""
    if len(title) > MAX_TITLE:
        raise NotUnderstood(f"The title has {len(title)} characters, {MAX_TITLE} fit. Put the rest into an update.")
    return title


def _declare(typed: TypedText, asking: CommandContext) -> Declare:
    said = titled(typed.text, asking.policy)
    title = required("The title", said.title) if said.named else said.title
    return Declare(checked_title(title), said.severity, said.named)


def _list(typed: TypedText, _asking: CommandContext) -> ListIncidents:
    word, rest = first_word(typed.text.casefold())
    if word.isdecimal():
        word, rest = "open", word
    which = word or "open"
    if which not in LISTS:
        close = get_close_matches(which, LISTS, n=1)
        raise Unclear(f"There is no list called {which}." + (f" Did you mean list {close[0]}?" if close else ""))
    page = rest.removeprefix("page").strip() or "1"
    if not page.isdecimal() or not 0 < int(page) < 10_000:
        raise Unclear(f"{rest} is not a page of a list.")
    return ListIncidents(which, int(page))


def _show(typed: TypedText, _asking: CommandContext) -> ShowIncident:
    return ShowIncident(number_in(typed.text) if typed.text.strip() else 0)


def _find(typed: TypedText, _asking: CommandContext) -> Find:
    words = required("What to look for", " ".join(typed.text.split()))
    if not any(map(str.isalnum, words)):
        raise Unclear(f"{words} holds no word to look for.")
    return Find(words)


def _stats(typed: TypedText, _asking: CommandContext) -> ShowStats:
    """The period and the service, in either order; `service` may stand before its name."""
    words = typed.text.split()
    periods = [word for word in words if word.casefold() in PERIODS]
    others = [word for word in words if word not in periods]
    if others and others[0].casefold() == "service" and len(others) > 1:
        others = others[1:]
    if len(periods) > 1:
        raise Unclear(f"{' and '.join(periods)} are two periods.")
    if others and re.fullmatch(r"\d+\w?", others[0]):
        raise Unclear(f"{others[0]} is not a period that is counted. There are {', '.join(PERIODS)}.")
    return ShowStats(periods[0].casefold() if periods else USUAL, " ".join(others))


def number_in(text: str) -> int:
    """The number of an incident as people type it: 41, #41 or INC-41."""
    found = re.fullmatch(r"\s*(?:#|inc[\s#-]*)?(\d{1,9})\s*", text, re.IGNORECASE)
    if not found or int(found[1]) == 0:
        raise Unclear(f"{text.strip()} is not the number of an incident.")
    return int(found[1])


ENTRANCE: Final = (
    CommandVerb(
        "declare",
        "declare [sev1..sev4] <title>",
        "Open an incident and its channel. Without a title it opens a form.",
        "declare sev1 Payments fail in Europe",
        _declare,
        needs_incident=False,
    ),
    CommandVerb(
        "list",
        "list [open|mine|recent|closed|all] [page]",
        "List incidents: number, severity, status, since when, who commands, where. Without a word the open ones.",
        "list mine",
        _list,
        needs_incident=False,
    ),
    CommandVerb(
        "show",
        "show [number]",
        "Show an incident's card, to you alone. Without a number that of this channel.",
        "show 41",
        _show,
        needs_incident=False,
    ),
    CommandVerb(
        "find",
        "find <words>",
        "Search titles, summaries, timelines, updates, facts, action items and reviews. Every word must be there.",
        "find connection pool",
        _find,
        needs_incident=False,
    ),
    CommandVerb(
        "stats",
        "stats [30d|90d|1y] [service]",
        "Show stats: how many incidents, how severe, how long they took; each with how many incidents it rests on.",
        "stats 90d payment-gateway",
        _stats,
        needs_incident=False,
    ),
)
