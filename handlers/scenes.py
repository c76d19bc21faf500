"""What a message of an incident is drawn from, and what a drawn message is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from slack_sdk.models.blocks import Block

from bot.model import Dossier, Incident, Json, Task, Update
from bot.practice import Practice, Severity
from handlers import blocks


@dataclass(frozen=True)
class Message:
    """`text` is a whole sentence: it is what the phone shows."""

    text: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Scene:
    """What a message is drawn from. `failures` are (what could not be shown, Slack's reason).

    `known` is the last update. The whole dossier is loaded only by those messages that need it: of a long incident
    that takes a while.
    """

    incident: Incident
    practice: Practice
    at: datetime
    failures: Sequence[tuple[str, str]]
    known: Update | None
    tasks: tuple[Task, ...]
    load: Callable[[], Dossier]

    @cached_property
    def dossier(self) -> Dossier:
        return self.load()

    @property
    def severity(self) -> Severity:
        return self.practice.severity(self.incident.severity)


def message(text: str, drawn: Sequence[Block]) -> Message:
    return Message(blocks.clip(text, blocks.FALLBACK), drawn)


def headline(incident: Incident, severity: Severity) -> str:
    private = "🔒 " if incident.private else ""
    return f"{severity.mark} {severity.name} · {private}{incident.title} · {incident.name}"


def moment(value: Json) -> datetime:
    return datetime.fromisoformat(str(value))


def name(value: Any) -> str:
    return str(value["name"])
