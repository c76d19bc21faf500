"""The verbs of an incident itself: declaring and finding one, its status, severity, title and end."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from bot.commands.arguments import first_word, required
from bot.commands.command_verb import CommandVerb
from bot.commands.requests import CommandContext, Request, TypedText
from bot.errors import Unclear
from bot.incidents.menu import LISTS
from bot.incidents.titles import checked_title, number_in, titled
from bot.incidents.transitions import MOVE_TO, Verb
from templates.incidents import wording


@dataclass(frozen=True)
class Declare(Request):
    """`title` is empty where the person asked for the form.

    `named`: they named the severity; otherwise the policy's default is meant. `word` is the bare word or figure that
    was read as it, which whoever typed it must be told.
    """

    title: str = ""
    severity: str = ""
    named: bool = False
    word: str = ""
    drill: bool = False


@dataclass(frozen=True)
class ListIncidents(Request):
    """`which` is a key of bot.incidents.menu.LISTS; pages count from 1."""

    which: str
    page: int = 1


@dataclass(frozen=True)
class ShowIncident(Request):
    """`number` is 0 for the incident of this channel."""

    number: int = 0


@dataclass(frozen=True)
class ChangeStatus(Request):
    """A change of status, `reopen` and `close` among them. `text` is what is said of it."""

    verb: Verb
    text: str = ""
    number: int = 0


@dataclass(frozen=True)
class Resolve(Request):
    text: str


@dataclass(frozen=True)
class SetSeverity(Request):
    severity: str
    reason: str = ""


@dataclass(frozen=True)
class Cancel(Request):
    """A false alarm."""

    reason: str


@dataclass(frozen=True)
class MergeInto(Request):
    """A duplicate of the incident with this number."""

    into: int


@dataclass(frozen=True)
class Rename(Request):
    title: str


@dataclass(frozen=True)
class OpenForm(Request):
    """A verb that was typed alone: its form is asked for."""

    form: Verb


_STATUS_WORDS: Final[Mapping[str, Verb]] = {status.value: verb for status, verb in MOVE_TO.items()}
_NUMBER = re.compile(r"(?:of\s+)?(?:the\s+)?#?(?P<number>\d{1,9})", re.IGNORECASE)


def _status(typed: TypedText, _asking: CommandContext) -> ChangeStatus | Resolve | OpenForm:
    word, text = first_word(typed.text)
    if not word:
        return OpenForm(Verb.INVESTIGATE)
    meant = word.casefold().rstrip(":")
    if meant not in _STATUS_WORDS:
        raise Unclear(wording.unknown_status(word, _closest(meant, _STATUS_WORDS)))
    verb = _STATUS_WORDS[meant]
    return Resolve(text) if verb is Verb.RESOLVE else ChangeStatus(verb, text)


def _closest(word: str, known: Iterable[str]) -> str:
    """What was probably meant; "" where nothing is near."""
    return next(iter(get_close_matches(word, list(known), n=1)), "")


def _severity(typed: TypedText, asking: CommandContext) -> SetSeverity | OpenForm:
    """`sev 2` is one severity, typed as two words."""
    word, reason = first_word(typed.text)
    if not word:
        return OpenForm(Verb.SEVERITY)
    if word.casefold() == "sev":
        second, reason = first_word(reason)
        word = f"{word}{second}"
    return SetSeverity(asking.policy.require_severity(word.rstrip(":")).key, reason)


def _resolve(typed: TypedText, _asking: CommandContext) -> Resolve:
    return Resolve(typed.text.strip())


def _reopen(typed: TypedText, _asking: CommandContext) -> ChangeStatus:
    """A number names the incident: in an archived channel nobody can type."""
    first, rest = first_word(typed.text)
    named = _NUMBER.fullmatch(first)
    if named:
        return ChangeStatus(Verb.REOPEN, rest, int(named["number"]))
    return ChangeStatus(Verb.REOPEN, typed.text.strip())


def _close(typed: TypedText, _asking: CommandContext) -> ChangeStatus:
    return ChangeStatus(Verb.CLOSE, typed.text.strip())


def _cancel(typed: TypedText, _asking: CommandContext) -> Cancel | OpenForm:
    reason = typed.text.strip()
    return Cancel(reason) if reason else OpenForm(Verb.CANCEL)


def _duplicate(typed: TypedText, _asking: CommandContext) -> MergeInto | OpenForm:
    text = typed.text.strip()
    if not text:
        return OpenForm(Verb.MERGE)
    named = _NUMBER.fullmatch(text)
    if named is None:
        raise Unclear(wording.not_a_number(text))
    return MergeInto(int(named["number"]))


def _rename(typed: TypedText, _asking: CommandContext) -> Rename | OpenForm:
    title = " ".join(typed.text.split())
    return Rename(checked_title(title)) if title else OpenForm(Verb.RENAME)


def _private(typed: TypedText, _asking: CommandContext) -> OpenForm:
    if typed.text.strip():
        raise Unclear(wording.private_takes_nothing(typed.text.strip()))
    return OpenForm(Verb.PRIVATE)


def _drill(typed: TypedText, asking: CommandContext) -> Declare:
    said = titled(typed.text, asking.policy)
    return Declare(
        checked_title(required(wording.THE_TITLE, said.title)), said.severity, said.named, said.word, drill=True
    )


def _declare(typed: TypedText, asking: CommandContext) -> Declare:
    said = titled(typed.text, asking.policy)
    title = required(wording.THE_TITLE, said.title) if said.named else said.title
    return Declare(checked_title(title), said.severity, said.named, said.word)


def _list(typed: TypedText, _asking: CommandContext) -> ListIncidents:
    word, rest = first_word(typed.text.casefold())
    if word.isdecimal():
        word, rest = "open", word
    which = word or "open"
    if which not in LISTS:
        raise Unclear(wording.unknown_list(which, _closest(which, LISTS)))
    page = rest.removeprefix("page").strip() or "1"
    if not page.isdecimal() or not 0 < int(page) < 10_000:
        raise Unclear(wording.not_a_page(rest))
    return ListIncidents(which, int(page))


def _show(typed: TypedText, _asking: CommandContext) -> ShowIncident:
    return ShowIncident(number_in(typed.text) if typed.text.strip() else 0)


VERBS: Final = (
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
        "status",
        "status [investigating|identified|mitigating|monitoring|resolved] [text]",
        "Move the incident on. Alone it opens a form.",
        "status identified Pool exhausted since the release",
        _status,
    ),
    CommandVerb(
        "severity",
        "severity [sev1..sev4] [reason]",
        "Change how bad it is, and with it cadence and deadlines. Alone it shows the levels.",
        "severity sev2 Europe only",
        _severity,
    ),
    CommandVerb(
        "resolve",
        "resolve [text]",
        "Resolve the incident. Nudges stop.",
        "resolve Rolled back, error rate at baseline for 30 min",
        _resolve,
    ),
    CommandVerb(
        "reopen",
        "reopen [number] [text]",
        "Take an end back. Where the channel is archived, a new one opens; then name the number, from anywhere.",
        "reopen Errors are back",
        _reopen,
    ),
    CommandVerb(
        "close", "close [text]", "After the resolution: nothing is left to do but the review.", "close", _close
    ),
    CommandVerb(
        "cancel",
        "cancel [reason]",
        "Say that it was a false alarm. No figure counts it. Alone it asks for the reason.",
        "cancel The probe itself was broken",
        _cancel,
    ),
    CommandVerb(
        "duplicate",
        "duplicate [of <number>]",
        "Merge this incident into the one it repeats. Alone it lists the open ones.",
        "duplicate of 41",
        _duplicate,
    ),
    CommandVerb("rename", "rename [title]", "Give it a better title.", "rename Payments fail in Europe", _rename),
    CommandVerb(
        "private",
        "private",
        "Move to a new private channel that only members see, after asking once more.",
        "private",
        _private,
    ),
    CommandVerb(
        "drill",
        "drill [sev1..sev4] <title>",
        "Declare an exercise: marked everywhere, announced nowhere, counted in no figure.",
        "drill sev2 Region down",
        _drill,
        needs_incident=False,
    ),
)
