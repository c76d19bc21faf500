"""The verbs of `/incident` that say how an incident stands: its status, its severity, its title, its ends."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final

from bot.commands.arguments import first_word, required
from bot.commands.grammar import VerbWord
from bot.commands.requests import AskFor, Asking, Cancel, Declare, MergeInto, Move, Rename, Resolve, SetSeverity, Typed
from bot.errors import Unclear
from bot.incidents.titles import checked_title, titled
from bot.incidents.transitions import MOVE_TO, Verb

_STATUS_WORDS: Final[Mapping[str, Verb]] = {status.value: verb for status, verb in MOVE_TO.items()}
_NUMBER = re.compile(r"(?:of\s+)?(?:the\s+)?#?(?P<number>\d{1,9})", re.IGNORECASE)


def _status(typed: Typed, _asking: Asking) -> Move | Resolve | AskFor:
    word, text = first_word(typed.text)
    if not word:
        return AskFor(Verb.INVESTIGATE)
    meant = word.casefold().rstrip(":")
    if meant not in _STATUS_WORDS:
        close = get_close_matches(meant, _STATUS_WORDS, n=1)
        raise Unclear(f"{word} is not a status." + (f" Did you mean {close[0]}?" if close else ""))
    verb = _STATUS_WORDS[meant]
    return Resolve(text) if verb is Verb.RESOLVE else Move(verb, text)


def _severity(typed: Typed, asking: Asking) -> SetSeverity | AskFor:
    """`sev 2` is one severity, typed as two words."""
    word, reason = first_word(typed.text)
    if not word:
        return AskFor(Verb.SEVERITY)
    if word.casefold() == "sev":
        second, reason = first_word(reason)
        word = f"{word}{second}"
    return SetSeverity(asking.practice.require_severity(word.rstrip(":")).key, reason)


def _resolve(typed: Typed, _asking: Asking) -> Resolve:
    return Resolve(typed.text.strip())


def _reopen(typed: Typed, _asking: Asking) -> Move:
    """A number names the incident: in an archived channel nobody can type."""
    first, rest = first_word(typed.text)
    named = _NUMBER.fullmatch(first)
    if named:
        return Move(Verb.REOPEN, rest, int(named["number"]))
    return Move(Verb.REOPEN, typed.text.strip())


def _close(typed: Typed, _asking: Asking) -> Move:
    return Move(Verb.CLOSE, typed.text.strip())


def _cancel(typed: Typed, _asking: Asking) -> Cancel | AskFor:
    reason = typed.text.strip()
    return Cancel(reason) if reason else AskFor(Verb.CANCEL)


def _duplicate(typed: Typed, _asking: Asking) -> MergeInto | AskFor:
    text = typed.text.strip()
    if not text:
        return AskFor(Verb.MERGE)
    named = _NUMBER.fullmatch(text)
    if named is None:
        raise Unclear(f"{text} is not the number of an incident.")
    return MergeInto(int(named["number"]))


def _rename(typed: Typed, _asking: Asking) -> Rename | AskFor:
    title = " ".join(typed.text.split())
    return Rename(checked_title(title)) if title else AskFor(Verb.RENAME)


def _private(typed: Typed, _asking: Asking) -> AskFor:
    if typed.text.strip():
        raise Unclear(f"{typed.text.strip()} can't be made private, only the incident of this channel.")
    return AskFor(Verb.PRIVATE)


def _drill(typed: Typed, asking: Asking) -> Declare:
    said = titled(typed.text, asking.practice)
    return Declare(checked_title(required("The title", said.title)), said.severity, said.named, drill=True)


STATE: Final = (
    VerbWord(
        "status",
        "status [investigating|identified|mitigating|monitoring|resolved] [text]",
        "Move the incident on. Alone it opens a form.",
        "status identified Pool exhausted since the release",
        _status,
    ),
    VerbWord(
        "severity",
        "severity [sev1..sev4] [reason]",
        "Change how bad it is, and with it cadence and deadlines. Alone it shows the levels.",
        "severity sev2 Europe only",
        _severity,
    ),
    VerbWord(
        "resolve",
        "resolve [text]",
        "Say that it is over. Nudges stop.",
        "resolve Rolled back, error rate at baseline for 30 min",
        _resolve,
    ),
    VerbWord(
        "reopen",
        "reopen [number] [text]",
        "Take an end back. Where the channel is archived, a new one opens; then name the number, from anywhere.",
        "reopen Errors are back",
        _reopen,
    ),
    VerbWord("close", "close [text]", "After the resolution: nothing is left to do but the review.", "close", _close),
    VerbWord(
        "cancel",
        "cancel [reason]",
        "Say that it was a false alarm. No figure counts it. Alone it asks for the reason.",
        "cancel The probe itself was broken",
        _cancel,
    ),
    VerbWord(
        "duplicate",
        "duplicate [of <number>]",
        "Merge this incident into the one it repeats. Alone it lists the open ones.",
        "duplicate of 41",
        _duplicate,
    ),
    VerbWord("rename", "rename [title]", "Give it a better title.", "rename Payments fail in Europe", _rename),
    VerbWord(
        "private",
        "private",
        "Move to a new private channel that only members see, after asking once more.",
        "private",
        _private,
    ),
    VerbWord(
        "drill",
        "drill [sev1..sev4] <title>",
        "Declare an exercise: marked everywhere, announced nowhere, counted in no figure.",
        "drill sev2 Region down",
        _drill,
        needs_incident=False,
    ),
)
