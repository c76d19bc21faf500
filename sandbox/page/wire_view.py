"""The wire log for the page: a line for each entry, full entries, filters; tokens are redacted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.socket.wire_log import WireEntry
from sandbox.workspace.state import Json

MOST_LINES = 200
MOST_WORDS = 200  # characters
SECRET = re.compile(r"\b(xox[a-z]|xapp)-[\w-]+|(?<=ticket=)\w+|(?<=/response/)[\w/]+")
HIDDEN = "…"
HIDDEN_KEYS = frozenset({"token", "trigger_id"})


@dataclass(frozen=True)
class Filter:
    """The `kind` of entries ("" for all), and words that the name or content must contain."""

    kind: str = ""
    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, asked: Json) -> Filter:
        return cls(str(asked.get("kind", "")), tuple(str(asked.get("text", "")).lower().split()))

    def takes(self, entry: WireEntry) -> bool:
        if self.kind not in ("", entry.kind):
            return False
        if not self.words:
            return True
        said = json.dumps([line(entry), whole(entry)], ensure_ascii=False).lower()
        return all(word in said for word in self.words)


def newest(entries: Iterable[WireEntry], wanted: Filter, most: int = MOST_LINES) -> list[Json]:
    """Lines for the newest matching entries, oldest first; `entries` must be newest first."""
    found: list[Json] = []
    for entry in entries:
        if len(found) == most:
            break
        if wanted.takes(entry):
            found.append(line(entry))
    return found[::-1]


def line(entry: WireEntry) -> Json:
    """An entry's line in the list; `took` is in seconds on the workspace's clock."""
    name = entry.kind if entry.kind in ("response_url", "upload") else entry.name
    about = {"number": entry.number, "at": entry.at, "kind": entry.kind, "name": name, "status": entry.status}
    took = None if entry.ended is None else round(entry.ended - entry.at, 3)
    return {**about, "took": took, "what": _what(entry), "problem": _problem(entry)}


def whole(entry: WireEntry) -> Json:
    return {**line(entry), "sent": redacted(entry.sent), "answer": redacted(entry.answer)}


def _what(entry: WireEntry) -> str:
    """A short summary of the entry."""
    return str(redacted(" ".join(_details(entry))))[:MOST_WORDS]


def _details(entry: WireEntry) -> Iterator[str]:
    if entry.kind == "envelope":
        payload = entry.sent.get("payload", {})
        event = payload.get("event", {})
        yield str(event.get("type") or payload.get("command") or payload.get("type", ""))
        yield str(event.get("subtype") or event.get("reaction") or payload.get("text", ""))
        if entry.sent.get("retry_attempt"):
            yield f"(attempt {entry.sent['retry_attempt'] + 1})"
    elif entry.kind == "upload":
        yield entry.name
    elif entry.kind in ("api", "response_url"):
        yield str(entry.sent.get("text") or entry.sent.get("name") or entry.sent.get("topic") or "")
    elif "reason" in entry.sent:
        yield str(entry.sent["reason"])


def _problem(entry: WireEntry) -> str:
    """The error, or an empty string."""
    if entry.answer and entry.answer.get("ok") is False:
        return str(entry.answer.get("error"))
    return entry.status if entry.status in ("lost", "timeout", "unconnected") else ""


def redacted(value: Any) -> Any:
    """Returns the value without tokens, tickets and other secrets."""
    if isinstance(value, dict):
        return {key: HIDDEN if key in HIDDEN_KEYS else redacted(each) for key, each in value.items()}
    if isinstance(value, list):
        return [redacted(each) for each in value]
    return SECRET.sub(_hidden, value) if isinstance(value, str) else value


def _hidden(found: re.Match[str]) -> str:
    return f"{found[1]}-{HIDDEN}" if found[1] else HIDDEN
