"""A generated section as plain text: what the form to edit the section starts with."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from bot.review.document.parts import (
    Barrier,
    BowTie,
    Chain,
    Course,
    Fishbone,
    Items,
    Paragraph,
    Part,
    Question,
    Questions,
    Section,
    Sentence,
    Table,
)
from bot.time_format import stamp
from templates.metrics.wording import MOMENT_NAMES
from templates.review import wording


def text_of(section: Section) -> str:
    """The texts of its parts. Equal sections give equal texts."""
    return "\n\n".join(filter(None, (_part(part) for part in section.parts)))


def _part(part: Part) -> str:
    said = "\n".join(_LINES[type(part)](part))
    return f"{part.title}\n{said}" if part.title and said else said


def _paragraph(part: Paragraph) -> Iterator[str]:
    yield " ".join(_sentence(one) for one in part.sentences)


def _items(part: Items) -> Iterator[str]:
    for place, one in enumerate(part.items, start=1):
        yield f"{f'{place}.' if part.ordered else '-'} {_sentence(one)}"


def _table(part: Table) -> Iterator[str]:
    for row in part.rows:
        yield " | ".join(map(_sentence, row))


def _questions(part: Questions) -> Iterator[str]:
    yield from (f"- {_question(one)}" for one in part.questions)


def _course(part: Course) -> Iterator[str]:
    for stage in part.stages:
        if stage.folded:
            continue
        if stage.name:
            yield stage.name
        for line in stage.lines:
            at = stamp(line.at) if line.at else "–"
            names = [f"{MOMENT_NAMES[key]}." for key in line.moments]
            told = " ".join(filter(None, (at, *names, line.text, *(f"({note})" for note in line.notes))))
            yield f"- {told}{f' ({line.actor})' if line.actor else ''}"


def _chain(part: Chain) -> Iterator[str]:
    for place, why in enumerate(part.steps, start=1):
        yield f"{place}. {why.question}"
        if why.answer:
            yield f"   {why.answer}"


def _fishbone(part: Fishbone) -> Iterator[str]:
    for bone in part.bones:
        yield bone.name
        yield from (f"- {_sentence(one)}" for one in bone.causes)


def _bow_tie(part: BowTie) -> Iterator[str]:
    yield from _named(wording.THREATS, [_sentence(one) for one in part.threats])
    yield from _named(wording.BARRIERS_BEFORE, [_barrier(one) for one in part.preventive])
    yield from _named(wording.BARRIERS_AFTER, [_barrier(one) for one in part.recovery])
    yield from _named(wording.CONSEQUENCES, [_sentence(one) for one in part.consequences])


def _named(name: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield name
        yield from (f"- {line}" for line in lines)


def _sentence(one: Sentence) -> str:
    said = f"{one.lead} {one.text}" if one.lead else one.text
    return f"{said} ({one.note})" if one.note else said


def _question(one: Question) -> str:
    return f"{one.to}{f' ({one.person})' if one.person else ''}: {one.text}"


def _barrier(one: Barrier) -> str:
    return f"{one.name} ({one.state})"


_LINES: Final[dict[type[Part], Callable[[Any], Iterator[str]]]] = {
    Paragraph: _paragraph,
    Items: _items,
    Table: _table,
    Questions: _questions,
    Course: _course,
    Chain: _chain,
    Fishbone: _fishbone,
    BowTie: _bow_tie,
}
