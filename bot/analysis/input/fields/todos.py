"""Reads action items: objects with fields of their own, or lines that say all of it in one sentence.

`Add a limit (owner: Kai Berg, due 2024-05-17)` has an owner and a date; the title stays as it is written. Items may be
grouped by what they are for: `{"Prevent": ["Add a limit"]}`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.fields.lists import claims
from bot.analysis.input.tables import Found, Notes, Table, items_of
from bot.analysis.input.times import clocks
from bot.analysis.model import Evidence, Todo

_TITLES: Final = ("title", "action", "action_item", "task", "description", "summary", "text", "item", "what", "todo",
                  "name")  # fmt: skip
OWNERS: Final = ("owner", "assignee", "assigned_to", "responsible", "dri", "who")
DUES: Final = ("due", "due_date", "deadline", "due_on", "by", "target_date", "eta")
_KINDS: Final = {"prevent": "prevention", "mitigate": "mitigation", "detect": "detection"}

_DAY: Final = r"\d{4}-\d\d-\d\d|\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}|[A-Za-z]{3,9}\s+\d{1,2},?\s+\d{4}"
_SAID: Final[Mapping[str, re.Pattern[str]]] = {
    "owner": re.compile(
        r"\b(?:owner|assignee|assigned to|responsible|dri)\b\s*[:=]?\s*@?"
        r"(?P<it>[^\W\d_][^,;()\[\]\n–—]{0,60}?)(?=\s*(?:[,;()\[\]–—]|\s-\s|$))",
        re.IGNORECASE,
    ),
    "due": re.compile(rf"\b(?:due|by|deadline|until)\b(?:\s+(?:date|on|by))?\s*[:=]?\s*(?P<it>{_DAY})", re.IGNORECASE),
    "ref": re.compile(r"(?:^|[\[(]|[–—-]\s)(?P<it>[A-Z][A-Z0-9]{1,9}-\d{1,6})(?=[\])]|\s*[:–—]|\s*$)"),
    "priority": re.compile(r"[\[(]p(?:rio(?:rity)?)?\s*(?P<it>[0-4])[\])]", re.IGNORECASE),
}
_STATE: Final = re.compile(r"(?P<ref>.*?)\s*\b(?P<state>DONE|TODO|OPEN|CLOSED|PENDING|WIP|IN PROGRESS)\b")


def todos(items: Iterable[Found], notes: Notes, kind: str = "") -> Iterator[Todo]:
    for item in items:
        if isinstance(item.value, Mapping):
            yield from _todo(Table(item.value, item.path, notes), kind)
        elif isinstance(item.value, list):
            yield from todos(items_of(item), notes, kind)
        else:
            for claim in claims([item], notes):
                yield _of_fields(Table({}, item.path, notes), claim.text, claim.evidence, kind)


def _todo(table: Table, kind: str) -> Iterator[Todo]:
    found = table.take(*_TITLES)
    text = values.one_line(table.text_of(found)) if found else ""
    if text and found:
        yield _of_fields(table, text, Evidence(found.path, text), kind)
    elif not table.has(*OWNERS, *DUES):
        for inner in table.left():
            yield from todos(items_of(inner), table.notes, values.label_of(inner.key))
    else:
        table.notes.complain(table.path, "no title")
    table.keep_rest()


def _of_fields(table: Table, text: str, evidence: Evidence, kind: str) -> Todo:
    """What no field gives is looked for in the sentence."""
    said = {name: found["it"].strip() for name, form in _SAID.items() if (found := form.search(text))}
    owner = table.take(*OWNERS)
    person = owner.value.get("id") if owner and isinstance(owner.value, Mapping) else None
    ref = table.line("ref", "id", "action_id", "item_id", "key", "ticket", "issue", "bug", "link")
    state = _STATE.fullmatch(ref)  # Google's template has it in the column of the bug
    kind = table.line("type", "kind", "category").casefold() or kind
    return Todo(
        title=text,
        evidence=evidence,
        number=table.number("number"),
        ref=(state["ref"] if state else ref) or said.get("ref", ""),
        owner=values.one_line(table.text_of(owner)) if owner else said.get("owner", ""),
        owner_id=table.line("owner_id") or (person if isinstance(person, str) else ""),
        priority=table.line("priority", "prio") or (f"P{said['priority']}" if "priority" in said else ""),
        due=table.day(*DUES) or clocks.read_day(said.get("due", "")),
        kind=_KINDS.get(kind, kind),
        status=table.line("status", "state") or (state["state"].capitalize() if state else ""),
    )
