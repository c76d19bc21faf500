"""The forms of a review's sections: choosing one, editing it, and choosing between two versions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any, Final

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    PlainTextInputElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.encoded_length import units
from bot.incidents.model import Incident
from bot.review.edit_log import SectionVersion, SectionVersions
from bot.review.sections.editable_sections import EditableSection
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks, forms
from handlers.slack.blockkit.cutting import TYPED, clip
from handlers.slack.blockkit.form_values import inputs, prefilled, stored, typed
from handlers.slack.review.section_parts import Parts, cut, joined
from templates.rendering import render
from templates.review import messages as review_messages
from templates.review import wording

TEXT: Final = "text"
LONGEST: Final = 30_000  # characters: in at most 21 inputs, and a view holds them however they are encoded
ROOM: Final = 600  # characters that a person may add before the form needs another input
SHOWN: Final = 2800  # characters of a text that is read-only
BEFORE_DIFFERENCE: Final = 200  # characters of two long texts before they first differ
MOST_ALTERNATIVES: Final = 5


def chooser(incident: Incident, sections: Sequence[EditableSection], approved: bool) -> View:
    options = [blocks.option(one.key, one.title, _whose(one)) for one in sections]
    select = StaticSelectElement(action_id=action_ids.EDIT_SECTION, options=options, placeholder=wording.CHOOSE_SECTION)
    written = [(one.title, one.versions.current.by.name) for one in sections if one.versions.current]
    about = blocks.context(render(review_messages.SectionsAbout(written, approved)))
    return _view(
        incident,
        wording.edit_review(incident.name),
        [ActionsBlock(block_id=action_ids.EDIT_SECTION, elements=[select]), about],
        {},
    )


def _whose(one: EditableSection) -> str:
    current = one.versions.current
    whose = wording.by_author(current.by.name) if current else wording.SECTION_MISSING if _is_missing(one) else ""
    alternatives = wording.other_versions(len(one.versions.alternatives)) if one.versions.alternatives else ""
    return ", ".join(filter(None, (whose, alternatives)))


def _is_missing(one: EditableSection) -> bool:
    return not one.text.strip()


def editor(incident: Incident, one: EditableSection, approved: bool) -> View:
    """The current text to edit; below it other versions and the generated text."""
    if units(one.text) > LONGEST:
        said = render(review_messages.SectionTooLong(incident.number, one.title, len(one.text), LONGEST))
        drawn = [blocks.section(said), *_alternatives(incident, one), *_generated(incident, one)]
        return _view(incident, _title(incident, one.title), drawn, {})
    about = blocks.context(render(review_messages.SectionAbout(one.versions.current, one.moved_on, approved)))
    parts = cut(one.text)
    kept = {"section": one.key, "title": one.title, "over": one.version, "basis": one.basis, "joints": parts.joints}
    drawn = [about, *_inputs(one, parts), *_alternatives(incident, one), *_generated(incident, one)]
    return _view(incident, _title(incident, one.title), drawn, kept, wording.SAVE)


def _title(incident: Incident, section: str) -> str:
    return wording.section_title(section, incident.name)


def _inputs(one: EditableSection, parts: Parts) -> Iterator[Block]:
    """One required input, or several of which any may be emptied: at least one of them has to have text."""
    texts = [*parts.texts, *([""] if units(parts.texts[-1]) > forms.TYPED - ROOM else [])]
    for place, text in enumerate(texts, start=1):
        element = PlainTextInputElement(
            action_id=_input(place), multiline=True, max_length=forms.TYPED, initial_value=text or None
        )
        yield forms.labeled(wording.part_of_section(one.title, place), element, optional=len(texts) > 1)


def _input(place: int) -> str:
    return TEXT if place == 1 else f"{TEXT}{place}"


def written_in(view: Mapping[str, Any]) -> str:
    """The text in all inputs."""
    return _joined(view, [typed(view, str(each["block_id"])) for each in inputs(view)])


def began_with(view: Mapping[str, Any]) -> str:
    """The text in all inputs when the form was opened."""
    return _joined(view, [prefilled(view, str(each["block_id"])) for each in inputs(view)])


def _joined(view: Mapping[str, Any], texts: Sequence[str]) -> str:
    joints = stored(view).get("joints")
    lines = ["\n"] * len(texts)  # of a form that an earlier version opened
    return joined(texts, lines if joints is None else [str(each) for each in joints])


def _alternatives(incident: Incident, one: EditableSection) -> Iterator[Block]:
    for edit in one.versions.alternatives[-MOST_ALTERNATIVES:]:
        said = render(review_messages.SectionAlternative(_short(edit)))
        yield blocks.section(said)
        yield blocks.actions(_taking(incident, edit, wording.take_version_of(edit.by.name)))


def _short(edit: SectionVersion, skipped: int = 0) -> SectionVersion:
    text = f"…{edit.text[skipped:]}" if skipped else edit.text
    return replace(edit, text=clip(text, SHOWN, TYPED))


def _alike(one: str, other: str) -> int:
    """How much of the beginning of two texts is left out, so that where they first differ is shown: whole words before
    it stay. Nothing, where both are shown whole."""
    if max(TYPED.measure(one), TYPED.measure(other)) <= SHOWN:
        return 0
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return one.rfind(" ", 0, max(same - BEFORE_DIFFERENCE, 0)) + 1


def _taking(incident: Incident, edit: SectionVersion, label: str, *, primary: bool = False) -> Any:
    value = f"{incident.number}/{edit.section}/{edit.version}"
    return blocks.button(label, action_ids.TAKE_VERSION, value, "primary" if primary else None)


def _generated(incident: Incident, one: EditableSection) -> Iterator[Block]:
    """The generated text, below one that a person wrote."""
    if one.versions.current is None or not one.generated:
        return
    yield blocks.section(render(review_messages.SectionGenerated(clip(one.generated, SHOWN, TYPED))))
    yield blocks.actions(_back(incident, one.key, wording.USE_GENERATED))


def _back(incident: Incident, section: str, label: str) -> Any:
    warning = (wording.BACK_TO_GENERATED, label)
    return blocks.button(label, action_ids.USE_GENERATED, f"{incident.number}/{section}", confirm=warning)


def clash(incident: Incident, title: str, written: SectionVersions, mine: SectionVersion) -> View:
    """Shown to someone who saved a section that was changed meanwhile: both versions, to choose one."""
    current = written.current
    keep = _taking(incident, current, wording.keep_version_of(current.by.name)) if current else None
    keep = keep or _back(incident, mine.section, wording.KEEP_GENERATED)
    skipped = _alike(mine.text, current.text) if current else 0
    drawn = [
        *blocks.sections(render(review_messages.SectionClash(title, current))),
        *([blocks.section(render(review_messages.SectionAlternative(_short(current, skipped))))] if current else []),
        *blocks.sections(render(review_messages.SectionAlternative(_short(mine, skipped)))),
        blocks.actions(_taking(incident, mine, wording.TAKE_MINE, primary=True)),
        blocks.actions(keep),
    ]
    return _view(incident, _title(incident, title), drawn, {})


def _view(incident: Incident, title: str, drawn: Sequence[Block], kept: Mapping[str, object], submit: str = "") -> View:
    """Without `submit` there is nothing to save."""
    return forms.modal(
        title,
        drawn,
        form=action_ids.SECTION_FORM if submit else "",
        submit=submit if submit else "",
        kept={"incident": incident.number, **kept},
    )
