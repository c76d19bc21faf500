"""The action items with the factors that each is on, their state, and the parts of a recorded permanent fix that none
of them covers.

A column in which every item has the same is a sentence, or left out where that is nothing.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from bot.analysis.model import Todo
from bot.review.document.material import Material
from bot.review.document.page_one.fixes import lasting
from bot.review.document.parts import Paragraph, Part, Sentence, Table
from bot.review.document.prose import began, counted, listed
from bot.review.document.templates import BRIEF
from bot.review.root_cause.factors import Factor, factors_of
from bot.review.root_cause.links import Link, links_of, numbered, reference, uncovered
from bot.time_format import day_name
from templates.review import wording

_DONE = frozenset({"done", "closed", "completed", "complete", "resolved"})
_OPEN = frozenset({"", "open", "todo", "to do", "new", "pending", "not started"})
_NONE: Final = "–"
_NOBODY: Final = "nobody yet"
_NO_DATE: Final = "no date"
_NUMBER: Final = "#"
_FIXES: Final = "Fixes"
_STATUS: Final = "Status"


def actions(material: Material) -> tuple[Part, ...]:
    items = material.case.actions
    told = (*_states(material), *_lacking(items), *_uncovered(material), *_suggested(material))
    parts = (_table(material),) if items else ()
    return (*parts, Paragraph(told)) if told else parts


def _table(material: Material) -> Table:
    fixes = _fixes(material)
    columns = (_NUMBER, "Action item", "Owner", "Priority", "Due", _FIXES, _STATUS)
    rows = [_row(material, number, item, fixes.get(number, "")) for number, item in numbered(material.case)]
    kept = [place for place, name in enumerate(columns) if _is_shown(material, name, [row[place] for row in rows])]
    return Table(tuple(columns[place] for place in kept), tuple(tuple(row[place] for place in kept) for row in rows))


def _is_shown(material: Material, column: str, cells: list[Sentence]) -> bool:
    if material.template == BRIEF and column in (_NUMBER, _FIXES):
        return False
    if column == _STATUS:
        return not _is_alike(material)
    return any(cell.text not in (_NONE, _NOBODY, _NO_DATE) for cell in cells)


def _row(material: Material, number: int, item: Todo, fixes: str) -> tuple[Sentence, ...]:
    return (
        Sentence(reference(number, item)),
        Sentence(item.title, (item.evidence,), quoted=True),
        Sentence(item.owner or _NOBODY),
        Sentence(item.priority or _NONE),
        Sentence(_day(item.due, material.day) if item.due else _NO_DATE),
        Sentence(fixes or _NONE),
        Sentence(item.status.replace("_", " ") or "open"),
    )


def _day(due: date, today: date) -> str:
    """`22 Jan`: a column of dates within weeks of each other needs no weekday."""
    return day_name(due, today).split(" ", 1)[1]


def _fixes(material: Material) -> Mapping[int, str]:
    """The factors that each item is on, confirmed or suggested: which of both each is, their table says."""
    found: dict[int, list[str]] = {}
    for place, factor in enumerate(factors_of(material.case), start=1):
        for link in _links(material, factor):
            found.setdefault(link.item, []).append(f"F{place}")
    return {number: ", ".join(names) for number, names in found.items()}


def _links(material: Material, factor: Factor) -> tuple[Link, ...]:
    return links_of(material.case, factor, material.edits.covered_factors)


def _suggested(material: Material) -> Iterator[Sentence]:
    """Says once of the column of fixes that nobody confirmed it, or not all of it."""
    known = {link.confirmed for factor in factors_of(material.case) for link in _links(material, factor)}
    if False in known and material.template != BRIEF:
        yield Sentence(wording.fixes_suggested(partly=True in known))


def _is_alike(material: Material) -> bool:
    """Whether a sentence tells the state of all."""
    states = {item.status.casefold().replace("_", " ") for item in material.case.actions}
    return states <= _DONE or states <= _OPEN


def _states(material: Material) -> Iterator[Sentence]:
    items = material.case.actions
    if not items:
        yield Sentence("No action items yet.")
        return
    done = sum(item.status.casefold() in _DONE for item in items)
    if done == len(items):
        yield Sentence(_all(done, "done"))
    elif done:
        yield Sentence(f"{counted(done).capitalize()} of {counted(len(items))} {'is' if done == 1 else 'are'} done.")
    elif _is_alike(material) and material.template != BRIEF:
        yield Sentence(_all(len(items), "open"))


def _all(count: int, state: str) -> str:
    return f"It is {state}." if count == 1 else f"{'Both' if count == 2 else f'All {counted(count)}'} are {state}."


def _lacking(items: tuple[Todo, ...]) -> Iterator[Sentence]:
    """What none of them has, in place of an empty column."""
    missing = [
        name
        for name, has in (("an owner", "owner"), ("a date", "due"))
        if items and not any(getattr(item, has) for item in items)
    ]
    if missing:
        none = "It has no" if len(items) == 1 else "None has"
        names = [name.split()[1] if len(items) == 1 else name for name in missing]
        yield Sentence(f"{none} {listed(names).replace(' and ', ' or ')}.")


def _uncovered(material: Material) -> Iterator[Sentence]:
    """The permanent fix: what no action item covers, in the words in which it is recorded."""
    found = [(fix, parts) for fix in lasting(material.case) if (parts := tuple(uncovered(material.case, fix)))]
    if found:
        places = tuple(fix.evidence for fix, _ in found)
        told = began("; ".join(part.rstrip(".") for _, parts in found for part in parts))
        yield Sentence(f"{told} (permanent fix).", places, lead="Not covered:", quoted=True)
