"""The verbs `log` and `timeline`, and how their arguments are parsed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.commands.arguments import first_word, required
from bot.commands.command_verb import CommandVerb
from bot.commands.requests import CommandContext, Request, TypedText
from bot.errors import Unclear
from bot.people.model import Person
from bot.time_parsing import clock_yesterday, latest_clock, looks_like_clock, looks_like_span, read_span
from bot.timeline.model import BY_PEOPLE, EntryKind
from templates.timeline import wording


@dataclass(frozen=True)
class Log(Request):
    """`occurred_at` is None if no time was typed, meaning now. `author` is None for the person who typed it."""

    text: str
    kind: EntryKind
    occurred_at: datetime | None
    author: Person | None = None


@dataclass(frozen=True)
class ShowTimeline(Request):
    """Show the timeline: one type, from a time on. `everything` includes the bot's own and removed entries."""

    kind: EntryKind | None = None
    since: datetime | None = None
    everything: bool = False


@dataclass(frozen=True)
class PostTimeline(Request):
    """Post the timeline in the channel."""


@dataclass(frozen=True)
class ExportTimeline(Request):
    """Send the timeline as files."""


_TYPE = re.compile(r"([a-z]+):\s+(.+)", re.IGNORECASE | re.DOTALL)
_TYPES: Final[Mapping[str, EntryKind]] = {kind.value: kind for kind in BY_PEOPLE}
_FILES: Final[Mapping[str, PostTimeline | ExportTimeline]] = {"post": PostTimeline(), "export": ExportTimeline()}


def log(typed: TypedText, asking: CommandContext) -> Log:
    """Parses time and person, in either order, then the type, then the text."""
    occurred_at, rest = _when(typed.text, asking)
    author, rest = _author(rest, typed.people)
    if author and occurred_at is None:
        occurred_at, rest = _when(rest, asking)
    text = required(wording.WHAT_HAPPENED, rest)
    matched = _TYPE.match(text)
    kind = _TYPES.get(matched[1].casefold()) if matched else None
    if matched and kind:
        return Log(matched[2].strip(), kind, occurred_at, author)
    return Log(text, EntryKind.NOTE, occurred_at, author)


def _when(text: str, asking: CommandContext) -> tuple[datetime | None, str]:
    """`14:05`, `yesterday 14:05` or `-10m` at the start, and the rest of the text."""
    first, rest = first_word(text)
    if looks_like_clock(first):
        return latest_clock(first, asking.person.tz, asking.at), rest
    if first.startswith("-") and looks_like_span(first[1:]):
        return asking.at - read_span(first[1:]), rest
    second, after = first_word(rest)
    if first.casefold() == "yesterday" and looks_like_clock(second):
        return clock_yesterday(second, asking.person.tz, asking.at), after
    return None, text


def _author(text: str, people: Mapping[str, str]) -> tuple[Person | None, str]:
    """The person mentioned at the start, and the rest. If two names match, the longer one is taken."""
    for name in sorted(people, key=len, reverse=True):
        rest = text.removeprefix(name)
        if rest != text and rest[:1].strip() == "":
            return Person(people[name], name.removeprefix("@")), rest.strip()
    return None, text


def timeline(typed: TypedText, asking: CommandContext) -> ShowTimeline | PostTimeline | ExportTimeline:
    word, rest = first_word(typed.text.casefold())
    if word in _FILES and not rest:
        return _FILES[word]
    asked = _part_of_it(word)
    return replace(asked, since=_since(rest if asked != ShowTimeline() else typed.text, asking))


def _part_of_it(word: str) -> ShowTimeline:
    """The filter that the first word sets, if any."""
    if word == "all":
        return ShowTimeline(everything=True)
    return ShowTimeline(kind=EntryKind(word)) if word in tuple(EntryKind) else ShowTimeline()


def _since(text: str, asking: CommandContext) -> datetime | None:
    """The start time: `since 1h`, `since 14:05` or `since yesterday 14:05`, with nothing after it."""
    if not text.strip():
        return None
    word, given = first_word(text)
    if word.casefold() != "since":
        raise Unclear(wording.unknown_filter(text.strip()))
    ago = given.removeprefix("-")
    moment, rest = _when(f"-{ago}" if looks_like_span(ago) else given, asking)
    if moment is None or rest:
        raise Unclear(wording.not_a_start(given) if given else wording.SINCE_MISSING)
    return moment


VERBS: Final = (
    CommandVerb(
        "log",
        "log [HH:MM|yesterday HH:MM|-10m] [@person] [type:] <text>",
        "Add an entry to the timeline. Times are in your time zone; the default is now. You are the author unless you "
        "name someone.",
        "log 14:05 detection: First alert from checkout",
        log,
    ),
    CommandVerb(
        "timeline",
        "timeline [type|all] [since <1h|HH:MM>] or timeline <post|export>",
        "Show the timeline, or part of it. `post` posts it in the channel; `export` sends it to you as files.",
        "timeline mitigation since 1h",
        timeline,
    ),
)
