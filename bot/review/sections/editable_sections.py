"""The sections of a review as people work on them: what the record gives, and what somebody wrote."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.review.document.review import APPENDIX, CHECKS, LAYOUT, QUESTIONS, Layout, Review
from bot.review.document.sections import Section
from bot.review.edit_log import ReviewEdits, SectionVersions, fingerprint
from bot.review.sections.generated_text import text_of

_NOT_WRITTEN = frozenset({QUESTIONS[0], CHECKS[0], APPENDIX[0]})  # they say what stands elsewhere


@dataclass(frozen=True)
class EditableSection:
    """`generated` is what the record gives now, "" where it gives nothing; `required`: the severity asks for it."""

    key: str
    title: str
    generated: str
    versions: SectionVersions
    required: bool = False

    @property
    def text(self) -> str:
        """What stands: a person's text where there is one."""
        return self.versions.current.text if self.versions.current else self.generated

    @property
    def version(self) -> int:
        """The version that stands, 0 for the generated one."""
        return self.versions.current.version if self.versions.current else 0

    @property
    def basis(self) -> str:
        return fingerprint(self.generated)

    @property
    def moved_on(self) -> bool:
        """Whether the record says something else now than when somebody wrote it."""
        return self.versions.current is not None and self.versions.current.basis != self.basis


def editable_sections(review: Review, edits: ReviewEdits) -> tuple[EditableSection, ...]:
    """Those that the review shows, those that the severity asks for, and those that somebody wrote, in their order."""
    shown = {section.key: section for section in review.sections if section.key not in _NOT_WRITTEN}
    return tuple(_editable(layout, shown.get(layout.key), edits) for layout in _wanted(review, shown, edits))


def _wanted(review: Review, shown: dict[str, Section], edits: ReviewEdits) -> Iterator[Layout]:
    for layout in LAYOUT:
        demanded = bool(layout.demanded_as) and layout.demanded_as in review.level.review_sections
        if layout.key in shown or demanded or edits.versions_of(layout.key).all:
            yield layout


def _editable(layout: Layout, section: Section | None, edits: ReviewEdits) -> EditableSection:
    required = section is not None and section.required
    return EditableSection(
        layout.key, layout.title, text_of(section) if section else "", edits.versions_of(layout.key), required
    )


def editable_section(found: tuple[EditableSection, ...], said: str) -> EditableSection | None:
    """By key or title, or by the beginning of one, as people type it; None where none or several fit."""
    word = _folded(said)
    exact = [one for one in found if word in (_folded(one.key), _folded(one.title))]
    begun = [one for one in found if _folded(one.title).startswith(word)]
    return exact[0] if exact else begun[0] if len(begun) == 1 and word else None


def title_of(section: str) -> str:
    """By the section's key."""
    return next((layout.title for layout in LAYOUT if layout.key == section), section)


def _folded(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())
