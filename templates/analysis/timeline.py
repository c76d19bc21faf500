"""The analyzed timeline as a document: text, Markdown, or HTML with a chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import ClassVar

from markupsafe import Markup

from bot.analysis.model import Case, Chronicle, Event, Moment, ReadEvent
from bot.analysis.phases.order import in_order
from bot.metrics.key_moments import MomentKey
from templates.metrics.wording import MOMENT_NAMES
from templates.rendering.environment import render


@dataclass(frozen=True)
class Row:
    """An event as a row of the document. `at` is None if its time is unknown; `beside` is its other fields as text."""

    number: int
    at: datetime | None
    phase: str
    text: str
    actor: str
    how: str
    duplicate_of: int | None
    decision: bool
    beside: str = ""


@dataclass(frozen=True)
class Reached:
    """A key time with its display name."""

    name: str
    moment: Moment


@dataclass(frozen=True)
class ChronicleText:
    """Times on `day` are shown without a date; `rows` are in order of time."""

    template: ClassVar[str] = "analysis/chronicle.txt.j2"
    case: Case
    chronicle: Chronicle
    rows: Sequence[Row]
    reached: Sequence[Reached]
    day: date


class ChronicleMarkdown(ChronicleText):
    template: ClassVar[str] = "analysis/chronicle.md.j2"


@dataclass(frozen=True)
class ChronicleHtml(ChronicleText):
    """A self-contained file. `picture` is "" if there is no time span to draw."""

    template: ClassVar[str] = "analysis/chronicle.html.j2"
    picture: Markup


def chronicle_document(case: Case, chronicle: Chronicle, format: str) -> str:  # noqa: A002 - the option's name
    """Renders the document. `format` is text, markdown or html; raises KeyError for any other."""
    rows = _rows(chronicle)
    reached = tuple(Reached(MOMENT_NAMES[key], chronicle.moments[key]) for key in MomentKey)
    day = _day(chronicle, rows)
    made = {"text": ChronicleText, "markdown": ChronicleMarkdown}
    if format == "html":
        from templates.pictures.figure import timeline_figure

        return render(ChronicleHtml(case, chronicle, rows, reached, day, timeline_figure(case, chronicle)))
    return render(made[format](case, chronicle, rows, reached, day))


def _rows(chronicle: Chronicle) -> tuple[Row, ...]:
    by_number = {one.event.number: one for one in chronicle.events}
    ordered = in_order([one.event for one in chronicle.events])
    return tuple(_row(by_number[event.number]) for event in ordered)


def _row(one: ReadEvent) -> Row:
    event = one.event
    how = f"{one.how[:1].upper()}{one.how[1:]}"
    phase, beside = str(one.phase), _beside(event)
    return Row(event.number, event.at, phase, event.text, event.actor, how, one.duplicate_of, one.decision, beside)


def _beside(event: Event) -> str:
    """Returns the other fields of an event as text."""
    given = {"source": event.source, "severity": event.severity, "status": event.status, "link": event.link}
    told = {**{key: value for key, value in given.items() if value}, **event.extra}
    if not told:
        return ""
    from bot.review.document.facts import label, said

    return ", ".join(f"{label(key).lower()}: {said(value, key)}" for key, value in told.items())


def _day(chronicle: Chronicle, rows: Sequence[Row]) -> date:
    detected = chronicle.moments[MomentKey.DETECTED].at
    first = detected or next((row.at for row in rows if row.at), datetime.min.replace(tzinfo=UTC))
    return first.astimezone(UTC).date()
