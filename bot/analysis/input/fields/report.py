"""Reads what a finished report says besides the incident's own fields, by the labels that people give it.

What broke, why and what triggered it; what was communicated inside and outside; related documents, commands that were
run; who wrote the report, and who reviewed it. A label that no table knows stays with the fact, under the heading that
it stands under.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from bot.analysis.input import values
from bot.analysis.input.fields import names
from bot.analysis.input.tables import Found, Table, items_of
from bot.analysis.model import Claim, Evidence
from bot.json_types import Json

_A_MESSAGE: Final = frozenset({"message", "text", "content", "body", "update", "description", "summary"})

# What is a state of a document and of no incident.
_REVIEW_STATE: Final = re.compile(
    r"(?:draft|(?:first|final|initial) (?:draft|version)|final(?:i[sz]ed)?|(?:in|under|ready for|pending) review"
    r"|reviewed|approved|published|work in progress|wip|complete, action items in progress)\b[^\w]*.{0,60}",
    re.IGNORECASE | re.DOTALL,
)


def is_of_the_report(status: Json) -> bool:
    """Whether a status is that of the report: `Draft`, `In review`."""
    return isinstance(status, str) and _REVIEW_STATE.fullmatch(status.strip()) is not None


def labelled(found: Found, under: str = "") -> Iterator[Claim]:
    """Yields every text in a value, however deep, with the labels that lead to it as its category."""
    if isinstance(found.value, Mapping):
        for key, item in found.value.items():
            path = ".".join(filter(None, (found.path, values.one_line(key))))
            yield from labelled(Found(item, path, key), _label(under, values.label_of(key)))
    elif isinstance(found.value, list):
        for each in items_of(found):
            yield from labelled(each, under)
    else:
        text = values.in_words(values.cleaned(found.value))
        if found.value not in (None, ""):
            yield Claim(text, Evidence(found.path, text), category=under)


def section(table: Table) -> Iterator[Claim]:
    """Yields what is left of a section, each under its own label."""
    for found in table.left():
        yield from labelled(found, values.label_of(found.key))


def _label(under: str, label: str) -> str:
    return ", ".join(filter(None, (under, label)))


def taken(tables: Iterable[Table], labels: tuple[str, ...], *, named: bool = True) -> Iterator[Claim]:
    """Yields the fields under these names; `named`: their own label is a part of what they say."""
    for table in tables:
        for name in labels:
            if found := table.take(name):
                yield from labelled(found, values.label(found.key) if named else "")


def communication(tables: Iterable[Table]) -> Iterator[Claim]:
    """Yields what is told of the communication in other ways than as messages, which are left where they are."""
    for table in tables:
        for name in (*names.COMMUNICATION, *names.SIDES):
            found = table.peek(name)
            if found and isinstance(found.value, Mapping) and not _is_message(found.value):
                under = values.label(name) if name in names.SIDES else ""
                for inner in table.table(name).left():
                    yield from labelled(inner, _label(under, values.label(inner.key)))


def _is_message(value: Mapping[str, Json]) -> bool:
    return bool(_A_MESSAGE & {values.name_of(key[:200]) for key in value})


def keep_in(claims: Iterable[Claim], category: str) -> Iterator[Claim]:
    """Gives claims a category; one that they have is told in their text: `Testing: add a test of the pool`."""
    for claim in claims:
        own = claim.category if claim.category != category else ""
        text = f"{own[:1].upper()}{own[1:]}: {claim.text}" if own else claim.text
        yield Claim(text, claim.evidence, claim.by, claim.at, category)
