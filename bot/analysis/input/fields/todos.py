"""Reads action items: objects with fields of their own, or lines that say all of it in one sentence.

`Add a limit (owner: Kai Berg, due 2024-05-17)` has an owner and a date; the title stays as it is written. Items may be
grouped by what they are for: `{"Prevent": ["Add a limit"]}`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.fields.lists import claims
from bot.analysis.input.tables import Found, Notes, Table, items_of
from bot.analysis.input.times import clocks, days
from bot.analysis.model import Evidence, Todo

_TITLES: Final = ("title", "action", "action_item", "task", "description", "summary", "text", "item", "what", "todo",
                  "do", "name")  # fmt: skip
OWNERS: Final = ("owner", "assignee", "assigned_to", "responsible", "dri", "who")
DUES: Final = ("due", "due_date", "deadline", "due_on", "by", "target_date", "eta", "when")
_KINDS: Final = {"prevent": "prevention", "mitigate": "mitigation", "detect": "detection"}

_DAY: Final = (
    r"(?:\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}\.?\s+[^\W\d_]{3,9}(?:\s+\d{4})?"
    r"|[^\W\d_]{3,9}\s+\d{1,2}(?:,?\s+\d{4})?)"
)
_UNTIL: Final = r"\b(?:due|by|deadline|until|bis)\b(?:\s+(?:date|on|by))?\s*[:=]?\s*"
_WORD: Final = r"[^\W\d_a-zß-ÿ][^\W\d_]*(?:[.'’-][^\W\d_]*)*"  # with a capital letter
_NAME: Final = rf"(?:\[?[@~][\w.-]+\]?|{_WORD}(?: {_WORD}){{0,2}})"
_NO_NAME: Final = r"(?!(?:high|medium|low|critical|urgent|done|open|todo|closed|pending)\b)"
# The forms in which a sentence names its owner: by a word for it, beside the due date, and by the mark of a mention.
# Few incidents have action items in sentences, so `re` compiles what is searched for when it is.
_OWNER: Final = (
    r"(?i)\b(?:owner|assignee|assigned to|responsible|dri)\b\s*[:=]?\s*@?"
    r"(?P<it>[^\W\d_][^,;()\[\]\n–—]{0,60}?)(?=\s*(?:[,;()\[\]–—]|\s-\s|$))",
    rf"(?:[(,;–—]|\s-)\s*(?P<it>(?i:{_NO_NAME}){_NAME})\s*(?:[,;–—]|\s-)\s*(?i:{_UNTIL})?{_DAY}",
    rf"(?:^\[(?={_WORD} )|^TODO\()(?P<it>{_NAME})[\])]",
    r"(?<![\w.])(?P<it>@[\w.-]*\w|\[~[\w.-]+\])",
)
_SAID: Final[Mapping[str, Sequence[str]]] = {
    "owner": _OWNER,
    "due": (
        rf"(?i){_UNTIL}(?P<it>{_DAY})",
        rf"(?:[(,;–—]|\s-)\s*{_NAME}\s*(?:[,;–—]|\s-)\s*(?P<it>{_DAY})\s*(?:[),;]|$)",
    ),
    "ref": (r"(?:^|[\[(]|[–—-]\s)(?P<it>[A-Z][A-Z0-9]{1,9}-\d{1,6})(?=[\])]|\s*[:–—]|\s*$)",),
    "priority": (r"(?i)[\[(]p(?:rio(?:rity)?)?\s*(?P<it>[0-4])[\])]",),
}
_STATE: Final = r"(?P<ref>.*?)\s*\b(?P<state>DONE|TODO|OPEN|CLOSED|PENDING|WIP|IN PROGRESS)\b"


def todos(items: Iterable[Found], notes: Notes, on: date | None = None, kind: str = "") -> Iterator[Todo]:
    """Yields action items. `on` is the day of the incident, `kind` what the group of items is for."""
    for item in items:
        if isinstance(item.value, Mapping):
            yield from _todo(Table(item.value, item.path, notes), on, kind)
        elif isinstance(item.value, list):
            yield from todos(items_of(item), notes, on, kind)
        else:
            for claim in claims([item], notes):
                yield _of_fields(Table({}, item.path, notes), claim.evidence, on, kind)


def _todo(table: Table, on: date | None, kind: str) -> Iterator[Todo]:
    if said := table.said(*_TITLES):
        text = values.one_line(said.words)
        yield _of_fields(table, Evidence(said.place, text), on, kind)
    elif not table.has(*OWNERS, *DUES):
        for inner in table.left():
            yield from todos(items_of(inner), table.notes, on, values.label_of(inner.key))
    else:
        table.notes.complain(table.path, "no title")
    table.keep_rest()


def _of_fields(table: Table, evidence: Evidence, on: date | None, kind: str) -> Todo:
    """What no field gives is looked for in the sentence."""
    said = {name: found for name, forms in _SAID.items() if (found := _first(forms, evidence.words))}
    owner = table.take(*OWNERS)
    person = owner.value.get("id") if owner and isinstance(owner.value, Mapping) else None
    ref = table.line("ref", "id", "action_id", "item_id", "key", "ticket", "issue", "bug", "link")
    state = re.fullmatch(_STATE, ref)  # Google's template has it in the column of the bug
    kind = table.line("type", "kind", "category").casefold() or kind
    return Todo(
        title=evidence.words,
        evidence=evidence,
        number=table.number("number"),
        ref=(state["ref"] if state else ref) or said.get("ref", ""),
        owner=values.one_line(table.text_of(owner)) if owner else said.get("owner", ""),
        owner_id=table.line("owner_id") or (person if isinstance(person, str) else ""),
        priority=table.line("priority", "prio") or (f"P{said['priority']}" if "priority" in said else ""),
        due=_due(table, said.get("due", ""), on),
        kind=_KINDS.get(kind, kind),
        status=table.line("status", "state") or (state["state"].capitalize() if state else ""),
    )


def _first(forms: Iterable[str], text: str) -> str:
    found = next(filter(None, (re.search(form, text) for form in forms)), None)
    return found["it"].strip(" @~[]") if found else ""


def _due(table: Table, said: str, on: date | None) -> date | None:
    """Returns the due date; one without a year is the next after the incident."""
    found = table.peek(*DUES)
    written = str(found.value) if found else said
    day = days.day_in_year(written, on.year) if on else None
    if day and on:
        table.take(*DUES)
        return day if day >= on else days.day_in_year(written, on.year + 1)
    return table.day(*DUES) or clocks.read_day(said)
