"""The verbs of `/incident` that say how an incident stands: its status, its severity, its ends."""

from typing import Final

from bot.errors import Unclear
from bot.lifecycle import MOVE_TO, Verb
from bot.model import OPEN, Status
from bot.phrases import required
from bot.requests import Asking, Move, Resolve, SetSeverity, Typed
from bot.verbs import VerbWord

_STATUS_WORDS = {status.value: MOVE_TO[status] for status in Status if status in OPEN}


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


def _resolve(typed: Typed, _asking: Asking) -> Resolve:
    return Resolve(typed.text.strip())


def _reopen(_typed: Typed, _asking: Asking) -> Move:
    return Move(Verb.REOPEN)


STATE: Final = (
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
        "resolve",
        "resolve [text]",
        "Say that it is over. Nudges stop.",
        "resolve Rolled back, error rate at baseline for 30 min",
        _resolve,
    ),
    VerbWord("reopen", "reopen", "Take a resolution back.", "reopen", _reopen),
)
