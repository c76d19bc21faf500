"""The communication: each typed message of our own, once, with the next update that it promised, and the escalation.

What an entry of the timeline says about a vendor's or a neighbor's page is no communication of ours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from bot.analysis.model import Claim, Told
from bot.review.document.claims import all_said
from bot.review.document.material import Material
from bot.review.document.overlap import says
from bot.review.document.parts import Items, Mark, Paragraph, Part, Sentence, Table
from bot.review.document.prose import began, listed, sentences, short
from bot.review.document.templates import COMPREHENSIVE
from bot.review.document.timeline.escalations import escalations
from bot.review.document.timeline.messages import Message, channel_of, messages, state_of
from bot.review.document.timeline.promises import Promise, promised, promises, reported
from bot.time_format import minutes_shown

_MOST_WORDS: Final = 12  # of a message in short, beyond its first sentence
_BLANK: Final = "–"
AS_ON_TIMELINE: Final = "as on the timeline"


def communication(material: Material) -> tuple[Part, ...]:
    found = messages(material)
    parts: list[Part] = []
    if found:
        promised = {id(one.told): one for one in promises(material)}
        columns = ("Time", "Channel", "Message in short", "Next update promised", "By")
        rows = tuple(_row(material, one, promised.get(id(one.told))) for one in found)
        parts.append(_without_blank_columns(Table(columns, rows)))
    return (*parts, *_escalated(material, told=bool(found)), *_as_stated(material))


def _row(material: Material, message: Message, promise: Promise | None) -> tuple[Sentence, ...]:
    told = message.told
    on_timeline = message.entry is not None and message.entry.actor == told.by
    return (
        Sentence(material.when(told.at)),
        Sentence(_where(told)),
        Sentence(_said(message, whole=material.template == COMPREHENSIVE), (told.evidence,), quoted=True),
        _promised(material, promise) if promise else _report(material, told),
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


def _promised(material: Material, promise: Promise) -> Sentence:
    """`14:45, kept`, `15:00, 20 min late`, and only the time while it is still to come."""
    due, came = material.when(promise.due), promise.kept.at if promise.kept else None
    if came is None:
        return Sentence(due if promise.due > material.at else f"{due}, no later message logged")
    if promise.is_late:
        return Sentence(f"{due}, {short(minutes_shown(promise.due, came))} late", mark=Mark.OVER)
    return Sentence(f"{due}, kept", mark=Mark.MET)


def _report(material: Material, told: Told) -> Sentence:
    """`report by Wed 17 Jan, 16:50`: no update, so nothing later keeps or breaks it."""
    dues = (reported(sentence, told.at) for sentence in sentences(told.text) if told.at)
    due = next(filter(None, dues), None)
    return Sentence(f"report by {material.when(due)}" if due else _BLANK)


def _said(message: Message, *, whole: bool) -> str:
    """The message in its own words, without what the timeline quotes of it and what the next column says."""
    state, text = state_of(message.told.text)
    if message.entry and message.quoted and not message.short:
        return " ".join(one for one in sentences(text) if not says(message.entry.text, one)) or AS_ON_TIMELINE
    told = [one for one in sentences(text) if not _is_promise(message.told, one)]
    said = text if whole else _in_short(told or sentences(text))
    return f"{state}: {said}" if state else said


def _is_promise(told: Told, sentence: str) -> bool:
    alone = replace(told, text=sentence, next_at=None)
    return bool(promised(alone) or (told.at and reported(sentence, told.at)))


def _in_short(told: Sequence[str]) -> str:
    """The first sentences, as many as are short; what is left out is marked."""
    kept: list[str] = []
    for sentence in told:
        if kept and len(" ".join((*kept, sentence)).split()) > _MOST_WORDS:
            return f"{' '.join(kept)} …"
        kept.append(sentence)
    return " ".join(kept)


def _escalated(material: Material, *, told: bool) -> Iterator[Part]:
    """Yields those whom the severity escalates to: when they were told, or that nothing is logged.

    Where the input tells of no message and no escalation at all, that is a question and no line here.
    """
    done, missing = [], []
    for one in escalations(material):
        due = f"(due {material.when(one.due)})"
        if event := one.logged or one.mentioned:
            done.append(f"{one.whom} {'at' if one.logged else 'mentioned at'} {material.when(event.at)} {due}")
        else:
            missing.append(f"{one.whom} {due}")
    lines = [", ".join(done)] if done else []
    lines += [f"{listed(missing)}: nothing logged"] if missing else []
    if lines and (told or done):
        yield Paragraph((Sentence(f"{began('; '.join(lines))}.", lead="Escalation."),))


def _as_stated(material: Material) -> Iterator[Part]:
    """What a report says of the communication: internal, external, and further."""
    sides: dict[str, list[Claim]] = {}
    for claim in material.case.communication:
        side, _, rest = claim.category.partition(", ")
        known = next((name for name in ("Internal", "External") if side.startswith(name.casefold())), "")
        sides.setdefault(known, []).append(replace(claim, category=rest) if known else claim)
    for side, claims in sides.items():
        yield Items(all_said(claims), f"{side} communication" if side else "Further communication")
