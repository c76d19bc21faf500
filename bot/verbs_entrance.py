"""The verbs of `/incident` that need no incident yet: opening one, finding one."""

import re
from typing import Final

from bot.errors import NotUnderstood
from bot.phrases import required
from bot.requests import Asking, Declare, Typed
from bot.verbs import VerbWord

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


ENTRANCE: Final = (
    VerbWord(
        "declare",
        "declare [sev1..sev4] <title>",
        "Open an incident and its channel. Without a title it opens a form.",
        "declare sev1 Payments fail in Europe",
        _declare,
        needs_incident=False,
    ),
)
