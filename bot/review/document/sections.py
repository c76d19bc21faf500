"""What a review is made of: sections under a key, each a row of typed parts that every format only sets.

Only these nouns live here. A part that says something names its evidence, or it asks someone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, TypeAlias

from bot.analysis.model import Evidence
from bot.review.questions.destinations import Destination, destination_of


@dataclass(frozen=True)
class Sentence:
    """`note` is what stands quietly behind it: who recorded it and when."""

    text: str
    evidence: tuple[Evidence, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Fact:
    """A labelled value. `mark` is "met", "missed" or "" and colours the value where colours are to be had."""

    label: str
    value: str
    evidence: tuple[Evidence, ...] = ()
    mark: str = ""


@dataclass(frozen=True)
class Question:
    """Something that the input does not tell, put to a role.

    `person` has the role where that is known; `answer` is what to type in the incident's channel, or the field of the
    input to fill. `key` stays the same as long as the same thing is asked, so that an answer finds its question.
    """

    key: str
    to: str
    text: str
    answer: str
    person: str = ""
    person_id: str = ""

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
class Facts:
    kind: ClassVar[str] = "facts"
    facts: tuple[Fact, ...]
    title: str = ""


@dataclass(frozen=True)
class Table:
    """Every row has one cell for each column; `right` are the columns whose figures stand to the right."""

    kind: ClassVar[str] = "table"
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    right: tuple[int, ...] = ()


@dataclass(frozen=True)
class Questions:
    kind: ClassVar[str] = "questions"
    questions: tuple[Question, ...]
    title: str = ""


@dataclass(frozen=True)
class Happening:
    """One line of the timeline. `details` are fields beside its text, `notes` what else is known of the entry."""

    number: int
    at: datetime | None
    phase: str
    text: str
    actor: str = ""
    link: str = ""
    details: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stage:
    """One of the few phases that a person would draw, with what happened in it."""

    name: str
    phase: str
    start: datetime | None
    end: datetime | None
    minutes: int | None
    lines: tuple[Happening, ...]


@dataclass(frozen=True)
class Course:
    """The timeline, by phases."""

    kind: ClassVar[str] = "course"
    stages: tuple[Stage, ...]
    title: str = ""


@dataclass(frozen=True)
class Why:
    """One step of a chain. If nothing that was recorded answers it, `answer` is "" and `to` is the role to ask."""

    question: str
    answer: str
    evidence: tuple[Evidence, ...] = ()
    to: str = ""


@dataclass(frozen=True)
class Chain:
    """Five whys: what is to be explained, and the steps down from it. `recorded`: people wrote the steps themselves."""

    kind: ClassVar[str] = "chain"
    problem: str
    steps: tuple[Why, ...]
    recorded: bool
    title: str = ""


@dataclass(frozen=True)
class Bone:
    """One side of the fishbone; a side without causes carries the question that would fill it."""

    name: str
    causes: tuple[Sentence, ...]
    question: Question | None = None


@dataclass(frozen=True)
class Fishbone:
    kind: ClassVar[str] = "fishbone"
    problem: str
    bones: tuple[Bone, ...]
    title: str = ""


@dataclass(frozen=True)
class Barrier:
    """`state` is held, failed, missing or unknown; an unknown one carries its question."""

    name: str
    state: str
    evidence: tuple[Evidence, ...] = ()
    words: str = ""
    question: Question | None = None


@dataclass(frozen=True)
class Side:
    """A threat or a consequence of a bow tie; `state` says of a consequence whether it came."""

    text: str
    evidence: tuple[Evidence, ...] = ()
    state: str = ""


@dataclass(frozen=True)
class BowTie:
    kind: ClassVar[str] = "bowtie"
    hazard: Sentence
    top_event: Sentence
    threats: tuple[Side, ...]
    preventive: tuple[Barrier, ...]
    recovery: tuple[Barrier, ...]
    consequences: tuple[Side, ...]
    title: str = ""


Part: TypeAlias = "Paragraph | Items | Facts | Table | Questions | Course | Chain | Fishbone | BowTie"


@dataclass(frozen=True)
class Section:
    """`key` is its address, the same in every review. `required`: the severity asks for it."""

    key: str
    title: str
    parts: tuple[Part, ...]
    required: bool = False


def questions_in(part: Part) -> Iterator[Question]:
    """Every question that a part asks."""
    if isinstance(part, Questions):
        yield from part.questions
    elif isinstance(part, Fishbone):
        yield from (bone.question for bone in part.bones if bone.question)
    elif isinstance(part, BowTie):
        yield from (one.question for one in (*part.preventive, *part.recovery) if one.question)
