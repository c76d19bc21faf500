"""The verbs `log` and `timeline`, and how their arguments are parsed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from bot.commands import mentions
from bot.commands.arguments import MAY_BE_MORE, first_word, mistyped, required
from bot.commands.command_verb import CommandVerb
from bot.commands.quotes import quoted, unquoted
from bot.commands.requests import CommandContext, Request, TypedText
from bot.date_parsing import whole_date
from bot.durations import looks_like_span
from bot.errors import Either, Guess, Hint, Unclear
from bot.people.model import Person
from bot.time_parsing import TimeUnclear, read_past, zone_of
from bot.timeline.model import BY_PEOPLE, EntryKind
from templates.commands.wording import AS_TEXT, for_time
from templates.roles.wording import unknown_person
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


_TYPE = re.compile(r"([a-z]+)(?::\s+|：\s*)(.+)", re.IGNORECASE | re.DOTALL)
_TYPES: Final[Mapping[str, EntryKind]] = {kind.value: kind for kind in BY_PEOPLE}
_FILES: Final[Mapping[str, PostTimeline | ExportTimeline]] = {"post": PostTimeline(), "export": ExportTimeline()}


def log(typed: TypedText, asking: CommandContext) -> Log:
    """Parses time, person and type in front of the text, in any order; what is in quotation marks is text."""
    head, rest = _Head(), typed.text.strip()
    while rest:
        found = head.time(rest, asking) or head.person(rest, typed.people) or head.type(rest)
        if found is None:
            break
        head, rest = found
    text = required(wording.WHAT_HAPPENED, rest)
    return Log(_without_quotes(text, asking), head.kind or EntryKind.NOTE, head.occurred_at, head.author)


@dataclass(frozen=True)
class _Head:
    """What was typed in front of the text, in this order for the example of a refusal; each at most once."""

    occurred_at: datetime | None = None
    author: Person | None = None
    kind: EntryKind | None = None
    said: str = ""

    def time(self, text: str, asking: CommandContext) -> tuple["_Head", str] | None:
        if self.occurred_at:
            return None
        try:
            found = read_past(text, asking.person.tz, asking.at)
        except Unclear as unclear:
            raise self._asked(unclear, text) from None
        if found.moment is None:
            return None
        return self._with(text, found.rest, occurred_at=found.moment), found.rest

    def person(self, text: str, people: Mapping[str, str]) -> tuple["_Head", str] | None:
        if self.author or self.kind:
            return None
        name, rest = mentions.in_front(text, people)
        if not name:
            self._refuse_unknown(text, people)
            return None
        return self._with(text, rest, author=Person(people[name], name.removeprefix("@"))), rest

    def type(self, text: str) -> tuple["_Head", str] | None:
        matched = _TYPE.match(text)
        if self.kind or not matched:
            return None
        kind = _TYPES.get(matched[1].casefold())
        if kind is None:
            self._refuse_mistyped(matched[1], text, matched[2])
            return None
        return self._with(text, matched[2], kind=kind), matched[2]

    def _with(self, text: str, rest: str, **found: Any) -> "_Head":
        taken = text[: len(text) - len(rest)] if text.endswith(rest) else ""
        return replace(self, said=f"{self.said}{taken}", **found)

    def _asked(self, unclear: Unclear, text: str) -> Unclear:
        """Asks for the time; nothing that was typed is lost."""
        as_text = self._as_text(text, unclear.text if isinstance(unclear, TimeUnclear) else "")
        if isinstance(unclear, TimeUnclear) and unclear.time:
            meant = f"{self.said}{unclear.time} {unclear.rest}".strip()
            return Unclear(str(unclear), Either("log", meant, for_time(unclear.time), other=as_text))
        return Unclear(str(unclear), as_text)

    def _as_text(self, text: str, words: str = "") -> Hint:
        """`words`: which of the text is in question, "" for all."""
        kept = text.removesuffix(words) if words else ""
        return Hint("log", f"{self.said}{kept}{quoted(text.removeprefix(kept))}", AS_TEXT)

    def _refuse_unknown(self, text: str, people: Mapping[str, str]) -> None:
        """A name that was typed without choosing the person: the entry would be by someone else."""
        if name := mentions.unknown_in_front(text, people):
            raise Unclear(unknown_person(name), self._as_text(text))

    def _refuse_mistyped(self, word: str, text: str, rest: str) -> None:
        if meant := mistyped(word, _TYPES):
            as_text = self._as_text(text)
            typed = Either("log", f"{self.said}{meant}: {rest}", wording.as_type(meant), other=as_text)
            raise Unclear(wording.unknown_type(word), typed)


def _without_quotes(text: str, asking: CommandContext) -> str:
    """Quotation marks around the whole text that kept its start from being read as a time, a person or a type."""
    inside = unquoted(text)
    return inside if inside and (MAY_BE_MORE.match(inside) or _may_be_read(inside, asking)) else text


def _may_be_read(text: str, asking: CommandContext) -> bool:
    """Whether it starts with what could be a time, or a day or a zone behind a time."""
    behind = f"{asking.at:%Y-%m-%d} 00:00 "
    try:
        read = [read_past(f"{start}{text}", asking.person.tz, asking.at) for start in ("", behind, "00:00 ")]
    except Unclear:
        return True
    return read[0].moment is not None or not read[1].rest == read[2].rest == text


def timeline(typed: TypedText, asking: CommandContext) -> ShowTimeline | PostTimeline | ExportTimeline:
    words = typed.text.casefold().split()
    file = next((word for word in words if word in _FILES), "")
    if [file] == words:
        return _FILES[file]
    if file:
        raise _whole_or_part(file, " ".join(word for word in words if word != file), asking)
    if len(words) > 1 and _part_of_it(words[-1]) != ShowTimeline():  # "since 1h mitigation"
        words = [words[-1], *words[:-1]]
    asked = _part_of_it(words[0]) if words else ShowTimeline()
    return replace(asked, since=_since(" ".join(words[asked != ShowTimeline() :]), asking))


def _part_of_it(word: str) -> ShowTimeline:
    """The filter that the word sets, if any."""
    if word == "all":
        return ShowTimeline(everything=True)
    return ShowTimeline(kind=EntryKind(word)) if word in tuple(EntryKind) else ShowTimeline()


def _whole_or_part(file: str, part: str, asking: CommandContext) -> Unclear:
    """Files and posts have the whole timeline; a part of it can be shown."""
    whole = Hint("timeline", file, wording.for_whole(file))
    try:
        timeline(TypedText(part), asking)
    except Unclear:
        return Unclear(wording.no_part(file), whole)
    to_show = Hint("timeline", part, wording.TO_SHOW_PART)
    return Unclear(wording.no_part(file), Either("timeline", file, whole.purpose, other=to_show))


def _since(text: str, asking: CommandContext) -> datetime | None:
    """The start: `since 1h`, `since 14:05`, `since yesterday 14:05` or `since yesterday`, with nothing after it."""
    if not text:
        return None
    word, given = first_word(text)
    if word != "since":
        raise Unclear(wording.unknown_filter(text), _meant_filter(word, text))
    if whole_date(given, asking.at.astimezone(zone_of(asking.person.tz)).date(), future=False):
        given = f"{given} 00:00"
    found = read_past(f"-{given}" if looks_like_span(first_word(given)[0]) else given, asking.person.tz, asking.at)
    if found.moment is None or found.rest:
        raise Unclear(wording.not_a_start(given) if given else wording.SINCE_MISSING)
    return found.moment


def _meant_filter(word: str, text: str) -> Hint | None:
    if looks_like_span(word):
        return Guess("timeline", f"since {text}")
    meant = mistyped(word, [kind.value for kind in EntryKind]) or mistyped(word, ("since", *_FILES))
    return Guess("timeline", f"{meant} {first_word(text)[1]}".strip()) if meant else None


VERBS: Final = (
    CommandVerb(
        "log",
        "log [14:05|3:10pm|-10m|2024-01-15 14:05 UTC] [@person] [type:] <text>",
        "Add an entry to the timeline. Times are in your time zone unless you name one; the default is now. You are "
        "the author unless you name someone. Text in quotation marks is never read as a time.",
        "log 14:05 detection: First alert from checkout",
        log,
        states_a_fact=True,
        takes_number=lambda request: isinstance(request, Log) and request.occurred_at is not None,
    ),
    CommandVerb(
        "timeline",
        "timeline [type|all] [since <1h|HH:MM>] or timeline <post|export>",
        "Show the timeline, or part of it. `post` posts it in the channel; `export` sends it to you as files.",
        "timeline mitigation since 1h",
        timeline,
    ),
)
