"""The sections of a review that people can edit: the generated text, and what someone wrote."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.review.document.parts import Section
from bot.review.document.review import DEFINITIONS, FURTHER, LAYOUT, QUESTIONS, RETIRED, Review
from bot.review.edit_log import ReviewEdits, SectionVersions, fingerprint
from bot.review.sections.generated_text import text_of

_NOT_EDITABLE: Final = frozenset({QUESTIONS[0], FURTHER[0], DEFINITIONS[0]})
TITLES: Final[Mapping[str, str]] = {**{layout.key: layout.title for layout in LAYOUT}, **RETIRED}


@dataclass(frozen=True)
class EditableSection:
    """`generated` is the current generated text, possibly ""; `required`: the severity requires the section."""

    key: str
    title: str
    generated: str
    versions: SectionVersions
    required: bool = False

    @property
    def text(self) -> str:
        """The current text: a person's if there is one, otherwise the generated one."""
        return self.versions.current.text if self.versions.current else self.generated

    @property
    def version(self) -> int:
        """The number of the current version, 0 for the generated text."""
        return self.versions.current.version if self.versions.current else 0

    @property
    def basis(self) -> str:
        return fingerprint(self.generated)

    @property
    def moved_on(self) -> bool:
        """Whether the generated text has changed since someone edited the section."""
        return self.versions.current is not None and self.versions.current.basis != self.basis


def editable_sections(review: Review, edits: ReviewEdits) -> tuple[EditableSection, ...]:
    """The sections of the template, and those that the severity requires or someone wrote, in the review's order."""
    shown = {section.key: section for section in review.sections if section.key not in _NOT_EDITABLE}
    return tuple(_editable(key, shown.get(key), edits) for key in _wanted(review, shown, edits))


def _wanted(review: Review, shown: Mapping[str, Section], edits: ReviewEdits) -> Iterator[str]:
    """Yields also what has no generated text yet: somebody may write it."""
    offered = {layout.key for layout in LAYOUT if layout.is_in(review.template)}
    for key in TITLES:
        if key in shown or key in offered or edits.versions_of(key).all:
            yield key


def _editable(key: str, section: Section | None, edits: ReviewEdits) -> EditableSection:
    generated = text_of(section) if section else ""
    return EditableSection(
        key, TITLES[key], generated, edits.versions_of(key), section is not None and section.required
    )


def editable_section(found: tuple[EditableSection, ...], said: str) -> EditableSection | None:
    """By its key, its title or the start of its title; None if no section or several match."""
    word = _folded(said)
    exact = [one for one in found if word in (_folded(one.key), _folded(one.title))]
    begun = [one for one in found if _folded(one.title).startswith(word)]
    return exact[0] if exact else begun[0] if len(begun) == 1 and word else None


def title_of(section: str) -> str:
    """The title of the section with this key."""
    return TITLES.get(section, section)


def _folded(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())
