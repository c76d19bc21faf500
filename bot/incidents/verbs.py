"""The verbs of an incident itself: declare, list, show, and change its status, severity and title."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from bot.commands.arguments import argument_and_text, first_word, required
from bot.commands.command_verb import CommandVerb, Leading
from bot.commands.incident_numbers import counted, whole_number
from bot.commands.requests import CommandContext, Request, TypedText
from bot.errors import Guess, Hint, Unclear
from bot.incidents.menu import LISTS
from bot.incidents.model import Status
from bot.incidents.titles import Titled, number_in, titled, typed_severity
from bot.incidents.transitions import MOVE_TO, Verb
from templates.incidents import wording


@dataclass(frozen=True)
class Declare(Request):
    """`title` is empty to open the form.

    `named`: the severity was typed; otherwise it is the policy's default. `word` is the word or number that was read
    as a severity, which the answer tells the person.
    """

    title: str = ""
    severity: str = ""
    named: bool = False
    word: str = ""
    drill: bool = False


@dataclass(frozen=True)
class ListIncidents(Request):
    """`which` is a key of bot.incidents.menu.LISTS; pages start at 1."""

    which: str
    page: int = 1


@dataclass(frozen=True)
class ShowIncident(Request):
    """`number` is 0 for the incident of this channel."""

    number: int = 0


@dataclass(frozen=True)
class ChangeStatus(Request):
    """A change of status, including `reopen` and `close`. `text` is the comment, "" for none."""

    verb: Verb
    text: str = ""


@dataclass(frozen=True)
class Resolve(Request):
    """`text` is the comment."""

    text: str


@dataclass(frozen=True)
class SetSeverity(Request):
    severity: str
    reason: str = ""


@dataclass(frozen=True)
class Cancel(Request):
    """Marks the incident as a false alarm."""

    reason: str


@dataclass(frozen=True)
class MergeInto(Request):
    """Closes the incident as a duplicate of the one with this number."""

    into: int


@dataclass(frozen=True)
class Rename(Request):
    title: str


@dataclass(frozen=True)
class OpenForm(Request):
    """A verb typed without arguments: it opens its form."""

    form: Verb


_STATUS_WORDS: Final[Mapping[str, Verb]] = {status.value: verb for status, verb in MOVE_TO.items()}
_OF = re.compile(r"(?:of\s+)?(?:the\s+)?", re.IGNORECASE)


def _status(typed: TypedText, asking: CommandContext) -> ChangeStatus | Resolve | OpenForm:
    word, text = argument_and_text(typed.text)
    if not word:
        return OpenForm(Verb.INVESTIGATE)
    meant = word.casefold()
    if meant not in _STATUS_WORDS:
        raise _unknown_status(word, meant, text)
    verb = _STATUS_WORDS[meant]
    if verb is Verb.RESOLVE:
        return _resolve(TypedText(text), asking)
    return ChangeStatus(verb, text)


def _unknown_status(word: str, meant: str, text: str) -> Unclear:
    """Without a status that is close, the first word may belong to the comment, so the example keeps it."""
    if close := _closest(meant, _STATUS_WORDS):
        return Unclear(wording.not_a_status(word), Guess("status", f"{close} {text}".strip()))
    comment = f"{word} {text}" if text else ""
    sentence = wording.unknown_status(word, tuple(_STATUS_WORDS))
    return Unclear(sentence, example=f"{Status.IDENTIFIED} {comment}".strip())


def _closest(word: str, known: Iterable[str]) -> str:
    """The closest known word, "" if none is close."""
    return next(iter(get_close_matches(word, list(known), n=1)), "")


def _severity(typed: TypedText, asking: CommandContext) -> SetSeverity | OpenForm:
    """`sev 2` is one severity."""
    word, reason = argument_and_text(typed.text)
    if not word:
        return OpenForm(Verb.SEVERITY)
    if word.casefold() == "sev":
        second, reason = argument_and_text(reason)
        word = f"{word}{second}"
    return SetSeverity(typed_severity(word, reason, asking.policy).key, reason)


def _resolve(typed: TypedText, _asking: CommandContext) -> Resolve | OpenForm:
    text = typed.text.strip()
    return Resolve(text) if text else OpenForm(Verb.RESOLVE)


def _reopen(typed: TypedText, _asking: CommandContext) -> ChangeStatus:
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
    into = whole_number(_OF.sub("", text, count=1))
    if not into:
        raise Unclear(wording.not_a_number(text))
    return MergeInto(into)


def _rename(typed: TypedText, _asking: CommandContext) -> Rename | OpenForm:
    title = " ".join(typed.text.split())
    return Rename(title) if title else OpenForm(Verb.RENAME)


def _private(typed: TypedText, _asking: CommandContext) -> OpenForm:
    if typed.text.strip():
        raise Unclear(wording.PRIVATE_TAKES_NOTHING, Hint("private", purpose=wording.TO_MAKE_PRIVATE))
    return OpenForm(Verb.PRIVATE)


def _drill(typed: TypedText, asking: CommandContext) -> Declare:
    said = titled(typed.text, asking.policy)
    return Declare(_title(said), said.severity, said.named, said.word, drill=True)


def _declare(typed: TypedText, asking: CommandContext) -> Declare:
    said = titled(typed.text, asking.policy)
    title = _title(said) if said.named else said.title
    return Declare(title, said.severity, said.named, said.word)


def _title(said: Titled) -> str:
    return required(wording.A_TITLE, said.title, example=f"{said.severity} {wording.TITLE_IN_EXAMPLE}")


def _list(typed: TypedText, _asking: CommandContext) -> ListIncidents:
    word, rest = first_word(typed.text.casefold())
    if word.isdecimal():
        word, rest = "open", word
    which = word or "open"
    if which not in LISTS:
        close = _closest(which, LISTS)
        raise Unclear(wording.unknown_list(which), Guess("list", close) if close else None)
    page = rest.removeprefix("page").strip() or "1"
    if not page.isdecimal() or not 0 < counted(page) < 10_000:
        raise Unclear(wording.not_a_page(rest))
    return ListIncidents(which, counted(page))


def _show(typed: TypedText, _asking: CommandContext) -> ShowIncident:
    return ShowIncident(number_in(typed.text) if typed.text.strip() else 0)


VERBS: Final = (
    CommandVerb(
        "declare",
        "declare [sev1..sev4] <title>",
        "Declare an incident and open its channel. Without a title, opens a form.",
        "declare sev1 Payments fail in Europe",
        _declare,
        needs_incident=False,
    ),
    CommandVerb(
        "list",
        "list [open|mine|recent|closed|all] [<page>]",
        "List incidents with severity, status, commander and channel. By default, lists open incidents.",
        "list mine",
        _list,
        needs_incident=False,
    ),
    CommandVerb(
        "show",
        "show [<number>]",
        "Show an incident's card, only to you. By default, shows this channel's incident.",
        "show 41",
        _show,
        needs_incident=False,
    ),
    CommandVerb(
        "status",
        "status [investigating|identified|mitigating|monitoring|resolved] [<text>]",
        "Change the status. Without arguments, opens a form.",
        "status identified Pool exhausted since the release",
        _status,
        moves=True,
    ),
    CommandVerb(
        "severity",
        "severity [sev1..sev4] [<reason>]",
        "Change the severity. This also changes how often updates are due. Without arguments, opens a form that "
        "explains each level.",
        "severity sev2 Europe only",
        _severity,
        leading=Leading.ARGUMENT,
        moves=True,
    ),
    CommandVerb(
        "resolve",
        "resolve [<text>]",
        "Resolve the incident. Update nudges stop. Without text, opens a form.",
        "resolve Rolled back, error rate at baseline for 30 min",
        _resolve,
        moves=True,
    ),
    CommandVerb(
        "reopen",
        "reopen [<text>]",
        "Reopen an incident that has ended. If its channel is archived, type this with the number in any channel. A "
        "new channel opens.",
        "reopen Errors are back",
        _reopen,
        for_ended=True,
        moves=True,
    ),
    CommandVerb(
        "close",
        "close [<text>]",
        "Close a resolved incident. Do this when only the review is left.",
        "close",
        _close,
        for_ended=True,
        moves=True,
    ),
    CommandVerb(
        "cancel",
        "cancel [<reason>]",
        "Mark the incident as a false alarm. It isn't counted in metrics. Without a reason, opens a form.",
        "cancel The probe itself was broken",
        _cancel,
        moves=True,
    ),
    CommandVerb(
        "duplicate",
        "duplicate [of <number>]",
        "Close the incident as a duplicate and merge it into another. Without a number, opens a form with the open "
        "incidents.",
        "duplicate of 41",
        _duplicate,
        leading=Leading.INCIDENT,
        moves=True,
    ),
    CommandVerb(
        "rename",
        "rename [<title>]",
        "Change the title. Without a title, opens a form.",
        "rename Payments fail in Europe",
        _rename,
    ),
    CommandVerb(
        "private",
        "private",
        "Move the incident to a new private channel that only members can see. Asks you to confirm.",
        "private",
        _private,
    ),
    CommandVerb(
        "drill",
        "drill [sev1..sev4] <title>",
        "Declare a drill: marked as a drill, not announced and not counted in metrics.",
        "drill sev2 Region down",
        _drill,
        needs_incident=False,
    ),
)
