"""The forms of a review's sections: choosing one, editing it, and choosing between two versions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    PlainTextInputElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.incidents.model import Incident
from bot.review.edit_log import SectionVersion, SectionVersions
from bot.review.sections.editable_sections import EditableSection
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks, forms
from handlers.slack.blockkit.cutting import TYPED, clip
from handlers.slack.blockkit.form_values import inputs, prefilled, typed
from templates.rendering import render
from templates.review import messages as review_messages
from templates.review import wording

TEXT: Final = "text"
MOST_INPUTS: Final = 4
LONGEST: Final = forms.TYPED * MOST_INPUTS
ROOM: Final = 600  # characters that a person may add before the form needs another input
SHOWN: Final = 2800  # characters of a text that is read-only
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
    if len(one.text) > LONGEST:
        said = render(review_messages.SectionTooLong(incident.number, one.title, len(one.text), LONGEST))
        drawn = [blocks.section(said), *_alternatives(incident, one), *_generated(incident, one)]
        return _view(incident, _title(incident, one.title), drawn, {})
    about = blocks.context(render(review_messages.SectionAbout(one.versions.current, one.moved_on, approved)))
    kept = {"section": one.key, "title": one.title, "over": one.version, "basis": one.basis}
    drawn = [about, *_inputs(one), *_alternatives(incident, one), *_generated(incident, one)]
    return _view(incident, _title(incident, one.title), drawn, kept, wording.SAVE)


def _title(incident: Incident, section: str) -> str:
    return wording.section_title(section, incident.name)


def _inputs(one: EditableSection) -> Iterator[Block]:
    parts = list(parts_of(one.text))
    if len(parts) < MOST_INPUTS and len(parts[-1]) > forms.TYPED - ROOM:
        parts.append("")
    for place, part in enumerate(parts, start=1):
        label = wording.part_of_section(one.title, place)
        element = PlainTextInputElement(
            action_id=_input(place), multiline=True, max_length=forms.TYPED, initial_value=part or None
        )
        yield forms.labeled(label, element, optional=place > 1)


def _input(place: int) -> str:
    return TEXT if place == 1 else f"{TEXT}{place}"


def parts_of(text: str) -> Iterator[str]:
    """The text in pieces that fit into an input, cut at line ends, or at spaces if a line is too long."""
    while len(text) > forms.TYPED:
        head = text[: forms.TYPED]
        cut = max(head.rfind("\n"), 0) or max(head.rfind(" "), 0) or forms.TYPED
        yield text[:cut]
        text = text[cut:].lstrip("\n ")
    yield text


def written_in(view: Mapping[str, Any]) -> str:
    """The text in all inputs."""
    said = (typed(view, _input(place)) for place in range(1, MOST_INPUTS + 1))
    return "\n".join(filter(None, said))


def began_with(view: Mapping[str, Any]) -> str:
    """The text in all inputs when the form was opened."""
    found = (prefilled(view, str(each.get("block_id"))) for each in inputs(view))
    return "\n".join(filter(None, found))


def _alternatives(incident: Incident, one: EditableSection) -> Iterator[Block]:
    for edit in one.versions.alternatives[-MOST_ALTERNATIVES:]:
        said = render(review_messages.SectionAlternative(_short(edit)))
        yield blocks.section(said)
        yield blocks.actions(_taking(incident, edit, wording.take_version_of(edit.by.name)))


def _short(edit: SectionVersion) -> SectionVersion:
    return SectionVersion(**{**vars(edit), "text": clip(edit.text, SHOWN, TYPED)})


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
    drawn = [
        *blocks.sections(render(review_messages.SectionClash(title, current))),
        *([blocks.section(render(review_messages.SectionAlternative(_short(current))))] if current else []),
        *blocks.sections(render(review_messages.SectionAlternative(_short(mine)))),
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
