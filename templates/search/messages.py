"""Contexts of the blocks in messages.j2: search results."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.config.policy import Severity
from bot.incidents.model import Incident


@dataclass(frozen=True)
class FoundHead:
    """`shown` incidents are listed below; `more` match but are not listed."""

    words: str
    shown: int
    more: int


@dataclass(frozen=True)
class FoundRow:
    """`where` is the kind of text that matches, `words` the text around the match, "" if the title matches."""

    incident: Incident
    severity: Severity
    where: str
    words: str


@dataclass(frozen=True)
class ConsoleFound:
    """`hits` are (incident, severity, where, words) as in FoundRow."""

    template: ClassVar[str] = "search/console_found.txt.j2"
    words: str
    hits: Sequence[tuple[Incident, Severity, str, str]]
    more: int
