"""What each sentence in messages.j2 is told: what a search found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.config.policy import Severity
from bot.incidents.model import Incident


@dataclass(frozen=True)
class FoundHead:
    """`shown` of the incidents that hold the words follow; `more` do not."""

    words: str
    shown: int
    more: int


@dataclass(frozen=True)
class FoundRow:
    """`words` stand around what was found `where`, "" where the title has it."""

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
