"""The words of `/incident`: one verb table from which parsing, usage, help and the README's list are made.

`parse` turns what a person typed into one of the requests below, or raises NotUnderstood with the sentence that tells
them what to type instead.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from difflib import get_close_matches
from typing import TypeAlias

from bot.errors import NotUnderstood
from bot.lifecycle import MOVE_TO, Verb
from bot.model import Kind, Person, RecordKind, Status
from bot.practice import Practice
from bot.times import latest_clock, looks_like_clock, looks_like_day, read_day


@dataclass(frozen=True)
class Typed:
    """Text as a person reads it, decoded at the door. `people` maps each mention in it (`@Jane Smith`) to its id."""

    text: str
    people: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asking:
    """Who typed it, when, and the practice that gives words their meaning."""

    person: Person
    at: datetime
    practice: Practice


@dataclass(frozen=True)
class Declare:
    """`title` is empty where the person asked for the form."""

    title: str = ""
    severity: str = ""


@dataclass(frozen=True)
class Log:
    """`occurred_at` is None where no time was typed: it happened now."""

    text: str
    kind: Kind
    occurred_at: datetime | None


@dataclass(frozen=True)
class PostUpdate:
    """`text` is empty where the person asked for the form."""

    text: str


@dataclass(frozen=True)
class Move:
    """A change of status, `reopen` among them."""

    verb: Verb


@dataclass(frozen=True)
class Resolve:
    text: str


@dataclass(frozen=True)
class SetSeverity:
    severity: str


@dataclass(frozen=True)
class Command:
    """Who is to be incident commander."""

    commander: Person


@dataclass(frozen=True)
class AddAction:
    title: str
    owner: str = ""
    owner_id: str = ""
    priority: str = ""
    due: date | None = None


@dataclass(frozen=True)
class AddRecord:
    kind: RecordKind
    text: str


@dataclass(frozen=True)
class ShowTimeline:
    pass


@dataclass(frozen=True)
class Help:
    """`verb` is empty for the whole list."""

    verb: str = ""


Request: TypeAlias = (
    Declare | Log | PostUpdate | Move | Resolve | SetSeverity | Command | AddAction | AddRecord | ShowTimeline | Help
)


@dataclass(frozen=True)
class VerbWord:
    """One row of the table. `needs_incident`: it makes sense in an incident's channel only."""

    name: str
    usage: str
    help: str
    example: str
    parse: Callable[[Typed, Asking], Request]
    needs_incident: bool = True

    @property
    def signpost(self) -> str:
        return f"Type /incident {self.usage}, for example /incident {self.example}."


def parse(typed: Typed, asking: Asking) -> tuple[VerbWord, Request]:
    """The verb that was typed and what it asks; `/incident` alone asks for help."""
    name, rest = _first_word(typed.text)
    verb = VERBS.get(name.casefold()) if name else VERBS["help"]
    if verb is None:
        raise NotUnderstood(_unknown(name))
    return verb, verb.parse(Typed(rest, typed.people), asking)


def _unknown(name: str) -> str:
    close = get_close_matches(name.casefold(), VERBS, n=1)
    hint = f" Did you mean /incident {close[0]}?" if close else ""
    return f"{name} is not something /incident can do.{hint} /incident help lists what it can."


def _first_word(text: str) -> tuple[str, str]:
    parts = text.split(maxsplit=1)
    return (parts[0] if parts else "", parts[1].strip() if len(parts) == 2 else "")


def _required(verb: str, what: str, text: str) -> str:
    if not text.strip():
        raise NotUnderstood(f"{what} is missing. {VERBS[verb].signpost}")
    return text.strip()


MAX_TITLE = 120  # characters: with mark, severity and lock it fits the 150 of a Block Kit header


_SEVERITY_FIRST = re.compile(r"(?P<word>sev[\s_-]?\d+)(?:\s+|$)", re.IGNORECASE)


def _declare(typed: Typed, asking: Asking) -> Declare:
    """A severity is one only when it says `sev`: "3 databases are down" is a title."""
    title, severity = " ".join(typed.text.split()), asking.practice.default_severity
    if named := _SEVERITY_FIRST.match(title):
        severity = asking.practice.require_severity(named["word"]).key
        title = _required("declare", "The title", title[named.end() :])
    if len(title) > MAX_TITLE:
        raise NotUnderstood(f"The title has {len(title)} characters, {MAX_TITLE} fit. Put the rest into an update.")
    return Declare(title, severity)


_LOG_KIND = re.compile(r"([a-z]+):\s+(.+)", re.IGNORECASE | re.DOTALL)
_LOGGED_KINDS = {kind.value: kind for kind in Kind if kind not in (Kind.STATUS, Kind.SEVERITY, Kind.ROLE)}


def _log(typed: Typed, asking: Asking) -> Log:
    first, rest = _first_word(typed.text)
    occurred_at = latest_clock(first, asking.person.tz, asking.at) if looks_like_clock(first) else None
    text = _required("log", "What happened", rest if occurred_at else typed.text)
    matched = _LOG_KIND.match(text)
    kind = _LOGGED_KINDS.get(matched[1].casefold()) if matched else None
    if matched and kind:
        return Log(matched[2].strip(), kind, occurred_at)
    return Log(text, Kind.NOTE, occurred_at)


def _update(typed: Typed, _asking: Asking) -> PostUpdate:
    return PostUpdate(typed.text.strip())


_STATUS_WORDS = {status.value: MOVE_TO[status] for status in Status if status is not Status.RESOLVED}


def _status(typed: Typed, _asking: Asking) -> Move | Resolve:
    word = _required("status", "The status", typed.text).casefold()
    if word == Status.RESOLVED:
        return Resolve("")
    if word not in _STATUS_WORDS:
        raise NotUnderstood(f"{typed.text.strip()} is not a status. {VERBS['status'].signpost}")
    return Move(_STATUS_WORDS[word])


def _severity(typed: Typed, asking: Asking) -> SetSeverity:
    word = _required("severity", "The severity", typed.text)
    return SetSeverity(asking.practice.require_severity(word).key)


def _commander(typed: Typed, asking: Asking) -> Command:
    name = typed.text.strip()
    if name.casefold() in ("", "me"):
        return Command(asking.person)
    if name not in typed.people:
        raise NotUnderstood(f"{name} is nobody I can find. {VERBS['commander'].signpost}")
    return Command(Person(typed.people[name], name.removeprefix("@")))


def _resolve(typed: Typed, _asking: Asking) -> Resolve:
    return Resolve(typed.text.strip())


def _reopen(_typed: Typed, _asking: Asking) -> Move:
    return Move(Verb.REOPEN)


def _timeline(_typed: Typed, _asking: Asking) -> ShowTimeline:
    return ShowTimeline()


def _record(typed: Typed, _asking: Asking) -> AddRecord:
    word, text = _first_word(typed.text)
    if word.casefold() not in tuple(RecordKind):
        wrong = f"{word} is not something to record." if word else "What to record is missing."
        raise NotUnderstood(f"{wrong} {VERBS['record'].signpost}")
    return AddRecord(RecordKind(word.casefold()), _required("record", f"The {word.casefold()}", text))


_QUOTED = re.compile(r"[\"“](?P<title>.+)[\"”](?P<rest>[^\"”]*)", re.DOTALL)
_OWNER = re.compile(r"(?P<title>.+?)\s(?P<rest>owner[:=].*)", re.IGNORECASE | re.DOTALL)
_OWNER_WORD = re.compile(r"^(?:owner[:=]|for\s)\s*", re.IGNORECASE)
_DUE_WORD = re.compile(r"(?:^|\s+)(?:due|by)[:=]?$", re.IGNORECASE)
_PRIORITY = re.compile(r"P[0-3]", re.IGNORECASE)
_WHO = re.compile(r"[^\s@\"“”]+@[^\s@\"“”]+\.[^\s@\"“”]+|@[\w.-]+")


def _action(typed: Typed, asking: Asking) -> AddAction:
    """Priority, due date and owner stand at the end, in any order.

    After a quoted title, or after `owner:`, all that is neither priority nor date is the owner; otherwise the owner
    is a mention, a handle or an e-mail address.
    """
    text = _required("action", "The action item", typed.text)
    parts = _QUOTED.fullmatch(text) or _OWNER.fullmatch(text)
    rest, tail = _tail(parts["rest"] if parts else text, typed, asking, named=parts is None)
    title = _required("action", "The action item", parts["title"] if parts else rest)
    owner = tail.owner or (_OWNER_WORD.sub("", rest).strip() if parts else "")
    return AddAction(title, owner.removeprefix("@"), typed.people.get(owner, ""), tail.priority, tail.due)


@dataclass(frozen=True)
class _Tail:
    owner: str = ""
    priority: str = ""
    due: date | None = None


def _tail(text: str, typed: Typed, asking: Asking, *, named: bool) -> tuple[str, _Tail]:
    """What stands before the tail, and the tail; `named`: an owner is looked for in it too."""
    found, text = _Tail(), text.strip()
    while text:
        last = text.rsplit(maxsplit=1)[-1]
        mention = next((name for name in typed.people if text.endswith(name)), "")
        if not found.priority and _PRIORITY.fullmatch(last):
            found, text = replace(found, priority=last.upper()), text.removesuffix(last).rstrip()
        elif found.due is None and looks_like_day(last):
            found = replace(found, due=read_day(last, asking.person.tz, asking.at))
            text = _DUE_WORD.sub("", text.removesuffix(last).rstrip())
        elif named and not found.owner and (mention or _WHO.fullmatch(last)):
            found = replace(found, owner=mention or last)
            text = text.removesuffix(found.owner).rstrip()
        else:
            break
    return text, found


def _help(typed: Typed, _asking: Asking) -> Help:
    word = typed.text.strip().casefold()
    if word and word not in VERBS:
        raise NotUnderstood(_unknown(word))
    return Help(word)


VERBS: Mapping[str, VerbWord] = {
    verb.name: verb
    for verb in (
        VerbWord(
            "declare",
            "declare [sev1..sev4] <title>",
            "Open an incident and its channel. Without a title it opens a form.",
            "declare sev1 Payments fail in Europe",
            _declare,
            needs_incident=False,
        ),
        VerbWord(
            "log",
            "log [HH:MM] [type:] <text>",
            "Put something on the timeline, now or at a time in your zone.",
            "log 14:05 detection: First alert from checkout",
            _log,
        ),
        VerbWord(
            "update",
            "update [text]",
            "Tell people how it stands; the next update is counted from it. Without a text it opens a form.",
            "update Rollback is running, next news in 15 min",
            _update,
        ),
        VerbWord(
            "status",
            "status <investigating|identified|mitigating|monitoring|resolved>",
            "Move the incident on.",
            "status identified",
            _status,
        ),
        VerbWord(
            "severity",
            "severity <sev1..sev4>",
            "Change how bad it is, and with it the update cadence.",
            "severity sev2",
            _severity,
        ),
        VerbWord(
            "commander",
            "commander [@person]",
            "Name the incident commander; without a name it is you.",
            "commander @jane",
            _commander,
        ),
        VerbWord(
            "resolve",
            "resolve [text]",
            "Say that it is over. Nudges stop.",
            "resolve Rolled back, error rate at baseline for 30 min",
            _resolve,
        ),
        VerbWord("reopen", "reopen", "Take a resolution back.", "reopen", _reopen),
        VerbWord("timeline", "timeline", "Show what is on the timeline, to you only.", "timeline", _timeline),
        VerbWord(
            "action",
            "action <title> [owner] [P0..P3] [YYYY-MM-DD]",
            "Keep work for afterwards. Quote the title to name an owner in plain words.",
            'action "Alert at 70 % of the pool" Database team P1 2024-01-22',
            _action,
        ),
        VerbWord(
            "record",
            "record <cause|factor|impact|fix> <text>",
            "Keep a fact for the review, word for word under your name.",
            "record cause Pool of 20 too small for ORM 3.2.0",
            _record,
        ),
        VerbWord("help", "help [verb]", "Show this list.", "help log", _help, needs_incident=False),
    )
}
