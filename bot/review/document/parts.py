"""What a review is made of: sections under a key, each a row of typed parts that every format only sets.

Only these nouns live here. A sentence that says something of the incident names its evidence, which becomes a numbered
source; what is not known is a question to a role.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, TypeAlias

from bot.analysis.model import Evidence
from bot.metrics.key_moments import MomentKey
from bot.review.questions.destinations import Destination, destination_of
from templates.review.questions import wording as questions_said


class Mark(StrEnum):
    """How a figure stands to its target. Words say it too; color only repeats them."""

    NONE = ""
    MET = "met"
    OVER = "over"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Sentence:
    """A sentence, an item of a list or a cell of a table. `lead` stands before it in bold, `note` quietly behind it:
    who wrote it and when. Text that people wrote is `quoted`: shown as typed."""

    text: str
    evidence: tuple[Evidence, ...] = ()
    note: str = ""
    lead: str = ""
    mark: Mark = Mark.NONE
    quoted: bool = False


@dataclass(frozen=True)
class Question:
    """Something that the input does not tell, put to a role.

    `person` is who knows, and `part` why: the role that they have, or what they logged; without a person the role is
    asked. `answer` is what to type in the incident's channel, or the field of the input to fill. `key` stays the same
    as long as the same thing is asked, so that an answer finds its question.
    """

    key: str
    to: str
    text: str
    answer: str
    person: str = ""
    person_id: str = ""
    part: str = ""

    @property
    def whom(self) -> str:
        return questions_said.asked_of(self.to, self.person, self.part)

    @property
    def destination(self) -> Destination | None:
        """Where the answer is saved; None if it stays in the review."""
        return destination_of(self.key)


@dataclass(frozen=True)
class Paragraph:
    kind: ClassVar[str] = "paragraph"
    sentences: tuple[Sentence, ...]
    title: str = ""


@dataclass(frozen=True)
class Items:
    """A list; `ordered` where the order says something."""

    kind: ClassVar[str] = "items"
    items: tuple[Sentence, ...]
    title: str = ""
    ordered: bool = False


@dataclass(frozen=True)
class Table:
    """Every row has one cell for each column, and every column a name; `right` are the columns whose figures stand to
    the right."""

    kind: ClassVar[str] = "table"
    columns: tuple[str, ...]
    rows: tuple[tuple[Sentence, ...], ...]
    title: str = ""
    right: tuple[int, ...] = ()


@dataclass(frozen=True)
class Questions:
    kind: ClassVar[str] = "questions"
    questions: tuple[Question, ...]
    title: str = ""


@dataclass(frozen=True)
class Happening:
    """One line of the timeline. `moments` are the key times that it is, `notes` what else is known of the entry: who
    marked it, when it was written down, its files. `number` is 0 for what a field tells and no entry."""

    number: int
    at: datetime | None
    phase: str
    text: str
    actor: str = ""
    link: str = ""
    moments: tuple[MomentKey, ...] = ()
    notes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Stage:
    """One of the few phases that a person would draw, with what happened in it. `folded`: shown only when opened."""

    name: str
    phase: str
    lines: tuple[Happening, ...]
    folded: bool = False


@dataclass(frozen=True)
class Course:
    """The timeline, by phases."""

    kind: ClassVar[str] = "course"
    stages: tuple[Stage, ...]
    title: str = ""

    @property
    def names_people(self) -> bool:
        return any(line.actor for stage in self.stages for line in stage.lines)


@dataclass(frozen=True)
class Why:
    """One step of a chain. If nothing that was recorded answers it, `answer` is "" and `open` is the question.

    `evidence` is what the answer rests on, `about` what the question does. `note` says who answered it in the review,
    and when."""

    question: str
    answer: str
    evidence: tuple[Evidence, ...] = ()
    open: Question | None = None
    note: str = ""
    about: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Chain:
    """Five whys: the steps down to the first open one."""

    kind: ClassVar[str] = "chain"
    steps: tuple[Why, ...]
    title: str = ""


@dataclass(frozen=True)
class Bone:
    """One side of the fishbone, with a cause or more."""

    name: str
    causes: tuple[Sentence, ...]


@dataclass(frozen=True)
class Fishbone:
    kind: ClassVar[str] = "fishbone"
    problem: str
    bones: tuple[Bone, ...]
    title: str = ""


@dataclass(frozen=True)
class Barrier:
    """`state` is what a person or a typed event says of it, in their words; `suggested`: found by wording."""

    name: str
    state: str
    evidence: tuple[Evidence, ...]
    suggested: bool = False


@dataclass(frozen=True)
class BowTie:
    kind: ClassVar[str] = "bowtie"
    top_event: str
    threats: tuple[Sentence, ...]
    preventive: tuple[Barrier, ...]
    recovery: tuple[Barrier, ...]
    consequences: tuple[Sentence, ...]
    title: str = ""


Part: TypeAlias = "Paragraph | Items | Table | Questions | Course | Chain | Fishbone | BowTie"


@dataclass(frozen=True)
class Section:
    """`key` is its address, the same in every review. `required`: the severity asks for it. `page_one`: it belongs to
    the page that stands alone, with `lead` in bold in place of its title."""

    key: str
    title: str
    parts: tuple[Part, ...]
    required: bool = False
    page_one: bool = False
    lead: str = ""


def questions_in(part: Part) -> Iterator[Question]:
    """Every question that a part asks."""
    if isinstance(part, Questions):
        yield from part.questions
    elif isinstance(part, Chain):
        for step in part.steps:
            if step.open:
                yield step.open


def cited_in(part: Part) -> Iterator[tuple[Evidence, ...]]:
    """What the statements of a part rest on, in the order in which they are read, for the numbered sources.

    Tables, their pictures, quoted items of a list and entries of the timeline are the record themselves and need none;
    what a field says among the entries does.
    """
    match part:
        case Table() | Fishbone() | BowTie():
            pass
        case Items(items):
            yield from (one.evidence for one in items if not one.quoted)
        case Course(stages):
            yield from (line.evidence for stage in stages for line in stage.lines if not line.number)
        case _:
            yield from evidence_in(part)


def evidence_in(part: Part) -> Iterator[tuple[Evidence, ...]]:
    """What a part rests on, statement by statement, in the order in which it is read."""
    match part:
        case Paragraph(sentences) | Items(sentences):
            yield from (one.evidence for one in sentences)
        case Table():
            yield from (cell.evidence for row in part.rows for cell in row)
        case Course(stages):
            yield from (line.evidence for stage in stages for line in stage.lines)
        case Chain(steps):
            yield from (rests_on for step in steps for rests_on in (step.about, step.evidence))
        case Fishbone():
            yield from (cause.evidence for bone in part.bones for cause in bone.causes)
        case BowTie():
            yield from (side.evidence for side in (*part.threats, *part.consequences))
            yield from (barrier.evidence for barrier in (*part.preventive, *part.recovery))
