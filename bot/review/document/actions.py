"""The action items, and the parts of a recorded permanent fix that none of them covers."""

from collections.abc import Iterator

from bot.analysis.model import Todo
from bot.review.document.fixes import lasting
from bot.review.document.material import Material
from bot.review.document.parts import Paragraph, Part, Sentence, Table
from bot.review.document.prose import began
from bot.review.root_cause.links import uncovered
from bot.time_format import day_name

_DONE = frozenset({"done", "closed", "completed", "complete", "resolved"})


def actions(material: Material) -> tuple[Part, ...]:
    items = material.case.actions
    parts: list[Part] = []
    if items:
        columns = ("#", "Action item", "Owner", "Priority", "Due")
        parts.append(Table(columns, tuple(_row(place, item) for place, item in enumerate(items, start=1))))
    told = (*_states(items), *_uncovered(material))
    return (*parts, Paragraph(told))


def _row(place: int, item: Todo) -> tuple[Sentence, ...]:
    return (
        Sentence(item.ref or f"A{item.number or place}"),
        Sentence(item.title, (item.evidence,), quoted=True),
        Sentence(item.owner or "nobody yet"),
        Sentence(item.priority or "–"),
        Sentence(day_name(item.due) if item.due else "no date"),
    )


def _states(items: tuple[Todo, ...]) -> Iterator[Sentence]:
    if not items:
        yield Sentence("No action items yet.")
        return
    done = sum(item.status.casefold() in _DONE for item in items)
    if done == len(items):
        yield Sentence("It is done." if done == 1 else f"All {done} are done.")
    elif not done:
        yield Sentence("It is open." if len(items) == 1 else f"All {len(items)} are open.")
    else:
        yield Sentence(f"{done} of {len(items)} {'is' if done == 1 else 'are'} done.")


def _uncovered(material: Material) -> Iterator[Sentence]:
    """The permanent fix: what no action item covers, in the words in which it is recorded."""
    parts = [part for fix in lasting(material.case) for part in uncovered(material.case, fix)]
    if parts:
        places = tuple(fix.evidence for fix in lasting(material.case))
        told = "; ".join(part.rstrip(".") for part in parts)
        yield Sentence(f"{began(told)}.", places, lead="Permanent fix without an action item:", quoted=True)
