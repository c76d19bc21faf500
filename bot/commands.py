"""The words of `/incident`: one verb table from which parsing, usage, help and the README's list are made.

`parse` turns what a person typed into one of the requests, or raises NotUnderstood with the sentence that tells them
what to type instead.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from bot import phrases
from bot.errors import NotUnderstood, Unclear
from bot.lifecycle import MOVE_TO, Verb
from bot.model import Person, RecordKind, Status
from bot.phrases import first_word, required
from bot.requests import (
    AddAction,
    AddRecord,
    Asking,
    Command,
    Declare,
    ExportTimeline,
    Help,
    Log,
    Move,
    PostTimeline,
    PostUpdate,
    Request,
    Resolve,
    SetSeverity,
    ShowTimeline,
    Typed,
)

__all__ = [
    "MAX_TITLE",
    "VERBS",
    "AddAction",
    "AddRecord",
    "Asking",
    "Command",
    "Declare",
    "ExportTimeline",
    "Help",
    "Log",
    "Move",
    "PostTimeline",
    "PostUpdate",
    "Request",
    "Resolve",
    "SetSeverity",
    "ShowTimeline",
    "Typed",
    "VerbWord",
    "parse",
]


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
    name, rest = first_word(typed.text)
    verb = VERBS.get(name.casefold()) if name else VERBS["help"]
    if verb is None:
        raise NotUnderstood(_unknown(name))
    try:
        return verb, verb.parse(Typed(rest, typed.people), asking)
    except Unclear as unclear:
        raise NotUnderstood(f"{unclear} {verb.signpost}") from None


def _unknown(name: str) -> str:
    close = get_close_matches(name.casefold(), VERBS, n=1)
    hint = f" Did you mean /incident {close[0]}?" if close else ""
    return f"{name} is not something /incident can do.{hint} /incident help lists what it can."


MAX_TITLE = 120  # characters: with mark, severity and lock it fits the 150 of a Block Kit header


_SEVERITY_FIRST = re.compile(r"(?P<word>sev[\s_-]?\d+)(?:\s+|$)", re.IGNORECASE)


def _declare(typed: Typed, asking: Asking) -> Declare:
    """A severity is one only when it says `sev`: "3 databases are down" is a title."""
    title, severity = " ".join(typed.text.split()), asking.practice.default_severity
    if named := _SEVERITY_FIRST.match(title):
        severity = asking.practice.require_severity(named["word"]).key
        title = required("The title", title[named.end() :])
    if len(title) > MAX_TITLE:
        raise NotUnderstood(f"The title has {len(title)} characters, {MAX_TITLE} fit. Put the rest into an update.")
    return Declare(title, severity)


def _update(typed: Typed, _asking: Asking) -> PostUpdate:
    return PostUpdate(typed.text.strip())


_STATUS_WORDS = {status.value: MOVE_TO[status] for status in Status if status is not Status.RESOLVED}


def _status(typed: Typed, _asking: Asking) -> Move | Resolve:
    word = required("The status", typed.text).casefold()
    if word == Status.RESOLVED:
        return Resolve("")
    if word not in _STATUS_WORDS:
        raise Unclear(f"{typed.text.strip()} is not a status.")
    return Move(_STATUS_WORDS[word])


def _severity(typed: Typed, asking: Asking) -> SetSeverity:
    word = required("The severity", typed.text)
    return SetSeverity(asking.practice.require_severity(word).key)


def _commander(typed: Typed, asking: Asking) -> Command:
    name = typed.text.strip()
    if name.casefold() in ("", "me"):
        return Command(asking.person)
    if name not in typed.people:
        raise Unclear(f"{name} is nobody I can find.")
    return Command(Person(typed.people[name], name.removeprefix("@")))


def _resolve(typed: Typed, _asking: Asking) -> Resolve:
    return Resolve(typed.text.strip())


def _reopen(_typed: Typed, _asking: Asking) -> Move:
    return Move(Verb.REOPEN)


def _record(typed: Typed, _asking: Asking) -> AddRecord:
    word, text = first_word(typed.text)
    if word.casefold() not in tuple(RecordKind):
        raise Unclear(f"{word} is not something to record." if word else "What to record is missing.")
    return AddRecord(RecordKind(word.casefold()), required(f"The {word.casefold()}", text))


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
            "log [HH:MM|yesterday HH:MM|-10m] [@person] [type:] <text>",
            "Put something on the timeline. Without a time, in your zone, it is now; without a person it is you.",
            "log 14:05 detection: First alert from checkout",
            phrases.log,
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
        VerbWord(
            "timeline",
            "timeline [type|all] [since <1h|HH:MM>] or timeline <post|export>",
            "Read the timeline, or a part of it. With post it goes into the channel, with export you get it as files.",
            "timeline mitigation since 1h",
            phrases.timeline,
        ),
        VerbWord(
            "action",
            "action <title> [owner] [P0..P3] [YYYY-MM-DD]",
            "Keep work for afterwards. Quote the title to name an owner in plain words.",
            'action "Alert at 70 % of the pool" Database team P1 2024-01-22',
            phrases.action,
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
