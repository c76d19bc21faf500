"""Reads the lists of an incident: facts, whys, people, updates, services. Action items are in todos.py.

Each item can be a string or an object.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.analysis.input import lines, values
from bot.analysis.input.tables import Found, Notes, Table, items_of
from bot.analysis.input.times import clocks
from bot.analysis.model import Claim, Evidence, Participant, Told, Whys

_TEXTS: Final = ("text", "description", "title", "statement", "summary", "cause", "factor", "lesson", "fix", "impact",
                 "name", "id", "incident_id")  # fmt: skip
_BY: Final = ("by", "author", "recorded_by", "owner", "who", "actor")
_TIMES: Final = ("at", "timestamp", "time", "date", "sent_at", "occurred_at", "posted_at", "ts")
_STATES: Final = ("monitoring",)  # of an incident, and a system in another place
_COMMANDING: Final = frozenset({"incident commander", "commander", "ic", "incident lead"})


# Claims


def claims(items: Iterable[Found], notes: Notes, category: str = "") -> Iterator[Claim]:
    """Yields facts; an object may have an author, a time and a category. Nested lists are flattened."""
    for item in items:
        if item.value is None:
            continue
        if isinstance(item.value, list):
            yield from claims(items_of(item), notes, category)
        elif isinstance(item.value, Mapping):
            yield from _claims_in(Table(item.value, item.path, notes), category)
        elif isinstance(item.value, bool):
            notes.complain(item.path, f"{values.quoted(item.value)} is not text")
        else:
            text = Table({}, item.path, notes).text_of(item)
            if text:
                yield Claim(text, Evidence(item.path, text), category=category)


def _claims_in(table: Table, category: str) -> Iterator[Claim]:
    if not table.has(*_TEXTS):  # {"process": [...], "tooling": [...]}: the keys are categories
        for inner in table.left():
            yield from claims(items_of(inner), table.notes, values.label_of(inner.key))
        return
    said, when = table.said(*_TEXTS), table.moment(*_TIMES)
    if said:
        own = table.line("category", "type", "kind")
        yield Claim(said.words, said, table.line(*_BY), when, own or category)
    table.keep_rest()


def whys(items: Iterable[Found], notes: Notes) -> Iterator[Whys]:
    """Yields one chain, or several if the items are lists. The `category` of a step is its question, if any."""
    steps: list[Claim] = []
    for item in items:
        inner = item.value.get("steps") or item.value.get("chain") if isinstance(item.value, Mapping) else item.value
        if isinstance(inner, list):
            yield from whys(items_of(Found(inner, item.path)), notes)
        else:
            steps.extend(_step(item, notes))
    if steps:
        yield Whys(tuple(steps))


def _step(item: Found, notes: Notes) -> Iterator[Claim]:
    if isinstance(item.value, Mapping):
        table = Table(item.value, item.path, notes)
        question, said = table.line("question", "why", "q"), table.said("answer", "because", "a", *_TEXTS)
        if said:
            yield Claim(said.words, said, by=table.line(*_BY), category=question)
        elif question:
            notes.complain(item.path, f"{values.quoted(question)} has no answer")
        table.keep_rest()
        return
    yield from (step_of(claim) for claim in claims([item], notes))


_NUMBERED: Final = r"(?:(?:\(?\d{1,2}[.):]|why\s*#?\d{1,2}\s*[.):–—-]|[-*•])\s*)?"
_ASKED: Final = re.compile(
    rf"[\s*_]*{_NUMBERED}[\s*_]*(?:(?:q|question)\s*[:.]\s*)?(?P<question>(?:(?:and|but|so)\s+)?why\b[^?\n]*\?)[\s*_]*"
    r"(?:[-–—:→=>]+|\(?(?:a|answer|because)\s*[:.])?[\s*_]*(?P<answer>.*)",
    re.IGNORECASE | re.DOTALL,
)
_COUNTED: Final = re.compile(rf"[\s*_]*{_NUMBERED}[\s*_]*", re.IGNORECASE)
_A_NUMBER: Final = re.compile(r"why\s*#?\d{0,2}\??", re.IGNORECASE)
FEWEST_STEPS: Final = 2  # questions in a row that make a chain of a list of causes


def step_of(claim: Claim) -> Claim:
    """The question as its category, the answer as its text: `1. Why did it fail? – The disk was full`."""
    asked = _ASKED.fullmatch(claim.text)
    if asked:
        return replace(claim, text=asked["answer"].strip(), category=_began(asked["question"].strip(" *_")))
    plain = _COUNTED.sub("", claim.text, count=1) or claim.text
    return replace(claim, text=plain, category="" if _A_NUMBER.fullmatch(claim.category) else claim.category)


def _began(question: str) -> str:
    return f"{question[:1].upper()}{question[1:]}"


def chain_in(causes: Sequence[Claim]) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """Splits what is given as causes into the steps of a chain of whys, if there is one, and the other causes.

    What follows a question that has no answer in its line is the answer.
    """
    steps, others = list[Claim](), list[Claim]()
    for line in (replace(cause, text=line.strip()) for cause in causes for line in _lines(cause.text)):
        if _ASKED.fullmatch(line.text):
            steps.append(step_of(line))
        elif steps and not steps[-1].text:
            steps[-1] = replace(steps[-1], text=line.text)
        else:
            others.append(line)
    return (tuple(steps), tuple(others)) if len(steps) >= FEWEST_STEPS else ((), tuple(causes))


def _lines(text: str) -> list[str]:
    """The lines of a text that has a chain in it, else the text as it is."""
    found = [line for line in text.splitlines() if line.strip()]
    return found if sum(_ASKED.fullmatch(line) is not None for line in found) >= FEWEST_STEPS else [text]


# People


def participants(items: Iterable[Found], roles: Table) -> Iterator[Participant]:
    """Yields people. `Sarah Chen - On-call Engineer` is a name and a role; the keys of `roles` are roles."""
    for item in items:
        yield from _people(item, roles.notes)
    for found in roles.left():
        for name in names([found]):
            yield Participant(name, values.label(found.key))


def _people(item: Found, notes: Notes) -> Iterator[Participant]:
    if isinstance(item.value, Mapping):
        table = Table(item.value, item.path, notes)
        name = table.line("name", "person", "user", "real_name", "email", "username", "id")
        if name:
            role = table.line("role", "roles", "title", "position", "team")
            yield Participant(name, role, table.line("id", "user_id", "slack_id"))
        else:
            notes.complain(item.path, "no name")
        table.keep_rest()
    elif isinstance(item.value, str):
        yield from _people_in(values.one_line(item.value))
    else:
        notes.complain(item.path, f"{values.quoted(item.value)} is not a person")


def _people_in(text: str) -> Iterator[Participant]:
    """Yields one person with a role after a dash, or several separated by commas outside brackets."""
    if re.search(r"\s[-–—]\s", text):
        name, role = re.split(r"\s+[-–—]\s+", text, maxsplit=1)
        yield Participant(name, role)
        return
    for each in re.split(r"\s*[;,]\s*(?![^()]*\))", text):
        name, _, role = each.partition("(") if "(" in each else each.partition(":")
        if name.strip():
            yield Participant(name.strip(), role.strip(" )"))


def commander_among(people: Iterable[Participant]) -> str:
    return next((person.name for person in people if person.role.casefold() in _COMMANDING), "")


def names(items: Iterable[Found]) -> Iterator[str]:
    """Yields names of services or people, from strings split at commas or objects with a name."""
    for item in items:
        value = item.value
        if isinstance(value, Mapping):
            value = next((value[key] for key in ("name", "service", "title", "id") if key in value), None)
        if isinstance(value, list):
            yield from names(items_of(Found(value, item.path)))
        elif isinstance(value, str):
            yield from filter(None, (values.one_line(part) for part in re.split(r"[;,\n]", value)))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield str(value)


# What people were told


def told(items: Iterable[Found], calendar: clocks.Calendar, notes: Notes) -> Iterator[Told]:
    """Yields updates in the order of the input; times without a date get that of the incident."""
    read = [found for item in items if (found := _told(item, notes))]
    moments = calendar.set(time for _, time in read)
    for (each, _time), moment in zip(read, moments, strict=True):
        yield replace(each, at=moment)


def _told(item: Found, notes: Notes) -> tuple[Told, datetime | clocks.Clock | None] | None:
    if not isinstance(item.value, Mapping):
        return _told_line(item, notes)
    table = Table(item.value, item.path, notes)
    said = table.said("message", "text", "content", "body", "update", "description", "summary")
    when = table.time(*_TIMES)
    if said is None:
        notes.complain(item.path, "no text")
        table.keep_rest()
        return None
    text, status = said.words, table.line("status", "state")
    if status and not text.casefold().startswith(status.casefold()):
        text = f"{status}: {text}"
    channel, audience = table.line("channel", "type", "medium", "via"), table.line("audience", "to", "recipients")
    by = table.line("by", "author", "actor", "sender", "from", "user")
    table.keep_rest()
    return Told(text, None, channel, audience, by, Evidence(said.place, text)), when and when[0]


def _told_line(item: Found, notes: Notes) -> tuple[Told, datetime | clocks.Clock | None] | None:
    if not isinstance(item.value, str):
        notes.complain(item.path, f"{values.quoted(item.value)} is not a message")
        return None
    line, text = lines.event_line(item.value, notes.zone), values.clean(item.value)
    if line:
        notes.time(line.written)
        if line.actor.casefold() in _STATES:  # `14:20 Monitoring: a fix is out` names no speaker
            line = replace(line, text=f"{line.actor}: {line.text}", actor="")
        return Told(line.text, by=line.actor, evidence=Evidence(item.path, line.text)), line.time
    return Told(text, evidence=Evidence(item.path, text)), None
