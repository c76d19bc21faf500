"""The review with people's edits: an edited section replaces the generated one and names its author.

The result is a review like any other, for all formats. If the generated text has changed since, or two people edited
the section at the same time, both texts are shown.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from bot.review.document.parts import Chain, Items, Paragraph, Part, Question, Section, Sentence
from bot.review.document.review import QUESTIONS, Review, blank, questions_parts
from bot.review.edit_log import AcceptedFactor, Answer, ReviewEdits, SectionVersion
from bot.review.questions.on_record import is_on_record
from bot.review.questions.open_questions import open_questions
from bot.review.root_cause.whys import is_why
from bot.review.sections.editable_sections import EditableSection, editable_sections
from bot.time_format import stamp
from templates.review import wording

_BETWEEN: Final = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")  # paragraphs: empty lines

STATUS = ("standing", wording.REVIEW_STATUS)
ANSWERS = ("answers", wording.ANSWERS)


def as_written(review: Review, edits: ReviewEdits) -> Review:
    """The same review with people's sections, answers and accepted factors, and its status."""
    asked = open_questions(review, edits)
    review = replace(
        review, sections=tuple(_still_open(section, asked) for section in review.sections), questions=asked
    )
    if not edits.version:
        return review
    generated = {section.key: section for section in review.sections}
    written = {one.key: one for one in editable_sections(review, edits)}
    order = [*dict.fromkeys([*_in_order(review, written)])]
    sections = tuple(_section(key, generated.get(key), written.get(key)) for key in order)
    return replace(review, sections=(*sections, *_answers(review, edits, sections), *_status(edits)))


def _still_open(section: Section, asked: tuple[Question, ...]) -> Section:
    return replace(section, parts=questions_parts(asked)) if section.key == QUESTIONS[0] else section


def _in_order(review: Review, written: dict[str, EditableSection]) -> Iterator[str]:
    """The keys in the order of the layout, and then the closing sections, which people can't edit."""
    shown = {section.key for section in review.sections}
    extra = [key for key, one in written.items() if key not in shown and one.versions.all]
    ends = [section.key for section in review.sections if section.key not in written]
    yield from (key for key in written if key in shown or key in extra)
    yield from ends


def _section(key: str, generated: Section | None, editable: EditableSection | None) -> Section:
    if editable is None or not editable.versions.all:
        assert generated is not None  # only people's sections come without one
        return generated
    return replace(generated or blank(key), parts=tuple(_parts(generated, editable)), required=editable.required)


def _parts(generated: Section | None, editable: EditableSection) -> Iterator[Part]:
    current = editable.versions.current
    if current:
        yield from _told(current)
    elif generated:
        yield from generated.parts
    for one in editable.versions.alternatives:
        yield from _told(one, wording.also_written(one.by.name))
    if current and editable.moved_on and generated:
        yield Paragraph((Sentence(wording.GENERATED_SINCE),), wording.GENERATED_TEXT)
        yield from generated.parts


def _told(one: SectionVersion, title: str = "") -> Iterator[Part]:
    """In the paragraphs and lines in which it was typed; the last one has a note with author and time."""
    typed = [each for each in _BETWEEN.split(one.text.replace("\r\n", "\n").strip()) if each]
    note = (wording.amendment_by if one.amends else wording.written_by)(one.by.name, stamp(one.at))
    for place, paragraph in enumerate(typed, start=1):
        last = place == len(typed)
        said = Sentence(paragraph, note=note if last else "", quoted=True)
        yield Paragraph((said,), title if place == 1 else "")


def _status(edits: ReviewEdits) -> Iterator[Section]:
    facts = [Sentence(str(edits.state), lead=f"{wording.STATE}:")]
    if edits.state_by and edits.state_at:
        facts.append(Sentence(wording.since(stamp(edits.state_at), edits.state_by.name), lead=f"{wording.SINCE}:"))
    for given in edits.approvals:
        by = wording.by_whom(given.by.name, stamp(given.at), given.role)
        facts.append(Sentence(by, lead=f"{wording.APPROVED_BY}:"))
    if edits.meeting_at:
        facts.append(Sentence(stamp(edits.meeting_at), lead=f"{wording.REVIEW_MEETING}:"))
    yield Section(*STATUS, (Items(tuple(facts)),))


def _answers(review: Review, edits: ReviewEdits, sections: Iterable[Section]) -> Iterator[Section]:
    """Accepted factors and the answers that stand nowhere else, as people wrote them."""
    parts: list[Part] = []
    in_chains = any(isinstance(part, Chain) for section in sections for part in section.parts)
    answers = [one for one in edits.answers if not (in_chains and is_why(one.question))]
    questions = _texts(review, edits)
    if left := [one for one in answers if not is_on_record(review.case, one)]:
        parts.append(Items(tuple(_answer(one, questions.get(one.question, "")) for one in left)))
    if edits.accepted_factors:
        parts.append(Items(tuple(_accepted(one) for one in edits.accepted_factors), wording.ACCEPTED_FACTORS))
    if parts:
        yield Section(*ANSWERS, tuple(parts))


def _texts(review: Review, edits: ReviewEdits) -> Mapping[str, str]:
    """The questions that are known in words: those asked in the channel, and those that the review would ask now."""
    return {one.question: one.text for one in edits.asked} | {one.key: one.text for one in review.asked}


def _answer(one: Answer, question: str) -> Sentence:
    return Sentence(one.text, note=wording.answered_by(one.by.name, stamp(one.at)), lead=question, quoted=True)


def _accepted(one: AcceptedFactor) -> Sentence:
    return Sentence(f"{one.factor}: {one.reason}", note=wording.by_whom(one.by.name, stamp(one.at)), quoted=True)
