"""The communication: each typed message of our own, once, with the next update that it promised, and the escalation.

What an entry of the timeline says about a vendor's or a neighbor's page is no communication of ours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from bot.analysis.model import Claim, Told
from bot.review.document.claims import all_said
from bot.review.document.material import Material
from bot.review.document.messages import Message, channel_of, messages, state_of
from bot.review.document.overlap import says
from bot.review.document.parts import Items, Part, Sentence, Table
from bot.review.document.prose import sentences
from bot.review.document.templates import COMPREHENSIVE

_MOST_WORDS: Final = 25  # of a message in short
_BLANK: Final = "–"
AS_ON_TIMELINE: Final = "as on the timeline"


def communication(material: Material) -> tuple[Part, ...]:
    found = messages(material)
    parts: list[Part] = []
    if found:
        rows = tuple(_row(material, one) for one in found)
        parts.append(_without_blank_columns(Table(("Time", "Channel", "Message in short", "By"), rows)))
    return (*parts, *_as_stated(material))


def _row(material: Material, message: Message) -> tuple[Sentence, ...]:
    told = message.told
    on_timeline = message.entry is not None and message.entry.actor == told.by
    return (
        Sentence(material.when(told.at)),
        Sentence(_where(told)),
        Sentence(_said(message, whole=material.template == COMPREHENSIVE), (told.evidence,), quoted=True),
        Sentence(_BLANK if on_timeline else told.by or _BLANK),
    )


def _without_blank_columns(table: Table) -> Table:
    """Leaves out what no message has."""
    kept = [place for place, _ in enumerate(table.columns) if any(row[place].text != _BLANK for row in table.rows)]
    rows = tuple(tuple(row[place] for place in kept) for row in table.rows)
    return Table(tuple(table.columns[place] for place in kept), rows)


def _where(told: Told) -> str:
    """The channel, and whom it reached where the channel does not say so."""
    channel, to = channel_of(told), told.audience.replace("_", " ").strip()
    public = channel.casefold() in ("status page", "statuspage")
    return ", ".join(filter(None, (channel, "" if public else to))) or _BLANK


def _said(message: Message, *, whole: bool) -> str:
    """The message in its own words, without what the timeline quotes of it."""
    state, text = state_of(message.told.text)
    if message.entry and message.quoted and not message.short:
        return " ".join(one for one in sentences(text) if not says(message.entry.text, one)) or AS_ON_TIMELINE
    said = text if whole else _in_short(sentences(text))
    return f"{state}: {said}" if state else said


def _in_short(told: Sequence[str]) -> str:
    """The first sentences, as many as are short; what is left out is marked."""
    kept: list[str] = []
    for sentence in told:
        if kept and len(" ".join((*kept, sentence)).split()) > _MOST_WORDS:
            return f"{' '.join(kept)} …"
        kept.append(sentence)
    return " ".join(kept)


def _as_stated(material: Material) -> Iterator[Part]:
    """What a report says of the communication: internal, external, and further."""
    sides: dict[str, list[Claim]] = {}
    for claim in material.case.communication:
        side, _, rest = claim.category.partition(", ")
        known = next((name for name in ("Internal", "External") if side.startswith(name.casefold())), "")
        sides.setdefault(known, []).append(replace(claim, category=rest) if known else claim)
    for side, claims in sides.items():
        yield Items(all_said(claims), f"{side} communication" if side else "Further communication")
