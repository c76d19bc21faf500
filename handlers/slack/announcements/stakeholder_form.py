"""The form for stakeholder updates: one field for each audience, with the saved text or a draft.

A line below each field says where its text comes from. Slack keeps what was typed while a field keeps its block id, so
a field that gets another text gets a new id. The form's metadata has what each field was opened with.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from slack_sdk.models.blocks import Block, PlainTextInputElement
from slack_sdk.models.views import View

from bot.announcements.saved_updates import DraftBasis, EditedUpdate, StakeholderUpdates
from bot.announcements.stakeholder_facts import Audience, PublicStatus
from bot.config.policy import Severity
from bot.encoded_length import encoded_length
from bot.incidents.model import Incident
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks, forms
from handlers.slack.blockkit.cutting import INPUT, clip
from handlers.slack.blockkit.form_values import prefilled, stored, typed
from templates.announcements import messages as announcement_messages
from templates.announcements import wording
from templates.announcements.stakeholder_updates import draft
from templates.rendering import render

LABELS: Final[Mapping[Audience, str]] = {
    Audience.STATUS_PAGE: wording.STATUS_PAGE,
    Audience.EXECUTIVE: wording.EXECUTIVES,
    Audience.CUSTOMER: wording.CUSTOMERS,
}


class Shown(StrEnum):
    """Where the text of a field comes from."""

    DRAFT = "draft"
    SAVED = "saved"
    NEW_DRAFT = "new draft"  # in place of a saved text
    CONFLICT = "conflict"  # the person's own, while someone else saved another one


@dataclass(frozen=True)
class Field:
    """`over` is the number of the saved update that the person has seen, 0 for none. `turn` counts its texts."""

    audience: Audience
    shown: Shown
    text: str
    over: int
    basis: DraftBasis
    turn: int = 0

    @property
    def block(self) -> str:
        return f"{self.audience}_{self.turn}" if self.turn else self.audience.value

    def is_edited(self, text: str) -> bool:
        """Whether there is something to save with this text in the field."""
        return self.shown in (Shown.NEW_DRAFT, Shown.CONFLICT) or text != self.text.strip()


def opened(updates: StakeholderUpdates) -> list[Field]:
    """The saved text for each audience, else the draft."""
    return [_saved(updates, audience) or _draft(updates, audience) for audience in LABELS]


def _draft(updates: StakeholderUpdates, audience: Audience) -> Field:
    return Field(audience, Shown.DRAFT, draft(updates.facts, audience), 0, updates.basis)


def _saved(updates: StakeholderUpdates, audience: Audience) -> Field | None:
    saved = updates.current(audience)
    if saved is None:
        return None
    return Field(audience, Shown.SAVED, saved.text, saved.number, DraftBasis(saved.based_on, saved.status))


def with_draft(field: Field, updates: StakeholderUpdates) -> Field:
    """The field with a new draft in place of its text."""
    saved, fresh = updates.current(field.audience), _draft(updates, field.audience)
    if saved is None:
        return replace(fresh, turn=field.turn + 1)
    return replace(fresh, shown=Shown.NEW_DRAFT, over=saved.number, turn=field.turn + 1)


def with_saved(field: Field, updates: StakeholderUpdates) -> Field:
    """The field with the saved text in place of its text."""
    return replace(_saved(updates, field.audience) or _draft(updates, field.audience), turn=field.turn + 1)


def after_save(field: Field, text: str, updates: StakeholderUpdates, *, conflicting: bool) -> Field:
    """A field whose text was saved, or was not because someone else saved another one."""
    saved = updates.current(field.audience)
    assert saved is not None  # it was saved, or is what it conflicts with
    return replace(field, shown=Shown.CONFLICT if conflicting else Shown.SAVED, text=text, over=saved.number)


# Reading a submitted form


def fields_in(view: Mapping[str, Any]) -> list[Field]:
    """The fields as they were opened."""
    return [_read(view, Audience(key), kept) for key, kept in stored(view)["fields"].items()]


def _read(view: Mapping[str, Any], audience: Audience, kept: Mapping[str, Any]) -> Field:
    basis = DraftBasis(int(kept["update"]), PublicStatus(kept["status"]))
    field = Field(audience, Shown(kept["shown"]), "", int(kept["over"]), basis, int(kept["turn"]))
    return replace(field, text=prefilled(view, field.block))


def _kept(field: Field) -> dict[str, object]:
    basis = {"update": field.basis.update, "status": field.basis.status}
    return {"shown": field.shown, "over": field.over, "turn": field.turn, **basis}


def errors_in(view: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, str]:
    """What to change, by block id. A text that nobody edited is not checked."""
    found = {field.block: _error(typed(view, field.block)) for field in edited_fields(view, fields)}
    return {block: error for block, error in found.items() if error}


def _error(text: str) -> str:
    if not text:
        return wording.BLANK
    over = encoded_length(text) - forms.TYPED
    return wording.too_long(over) if over > 0 else ""


def edited_fields(view: Mapping[str, Any], fields: Sequence[Field]) -> list[Field]:
    return [field for field in fields if field.is_edited(typed(view, field.block))]


def edits_in(view: Mapping[str, Any], fields: Sequence[Field]) -> list[EditedUpdate]:
    return [
        EditedUpdate(field.audience, typed(view, field.block), field.over, field.basis)
        for field in edited_fields(view, fields)
    ]


# Drawing it


def form(incident: Incident, severity: Severity, fields: Sequence[Field], updates: StakeholderUpdates) -> View:
    note = announcement_messages.StakeholderUpdatesNote(incident, severity)
    drawn = [block for field in fields for block in _field(field, updates)]
    return forms.modal(
        wording.STAKEHOLDER_UPDATES,
        [blocks.context(render(note)), *drawn],
        form=action_ids.STAKEHOLDER_UPDATES_FORM,
        submit=wording.SAVE,
        kept={"incident": incident.number, "fields": {field.audience.value: _kept(field) for field in fields}},
    )


def _field(field: Field, updates: StakeholderUpdates) -> Iterator[Block]:
    text = clip(field.text, forms.TYPED, INPUT)
    element = PlainTextInputElement(
        action_id=field.block, multiline=True, max_length=forms.TYPED, initial_value=text or None
    )
    yield forms.labeled(LABELS[field.audience], element)
    saved, shortened = updates.version(field.over), f"{forms.TYPED:,}" if text != field.text else ""
    left_out = _left_out(field, updates)
    note = announcement_messages.StakeholderTextNote(
        field.shown, saved, field.basis, updates.basis, shortened, left_out
    )
    yield blocks.context(render(note))
    if field.shown is Shown.CONFLICT and saved:
        yield blocks.plain(saved.text)
    yield from _switch(field, updates.basis)


def _left_out(field: Field, updates: StakeholderUpdates) -> str:
    sentences = updates.facts.seen.left_out
    is_draft = field.shown in (Shown.DRAFT, Shown.NEW_DRAFT)
    return wording.left_out(sentences) if is_draft and sentences and field.audience is not Audience.EXECUTIVE else ""


def _switch(field: Field, latest: DraftBasis) -> Iterator[Block]:
    """The button that puts the other text into the field."""
    if field.shown is Shown.SAVED and field.basis != latest:
        label, other, warning = wording.USE_DRAFT, Shown.DRAFT, wording.USE_DRAFT_WARNING
    elif field.shown in (Shown.NEW_DRAFT, Shown.CONFLICT):
        label, other, warning = wording.USE_SAVED, Shown.SAVED, wording.USE_SAVED_WARNING
    else:
        return
    value = f"{field.audience}/{other}"
    yield blocks.actions(blocks.button(label, action_ids.USE_STAKEHOLDER_TEXT, value, confirm=(warning, label)))


def saved_notice(incident: Incident, saved: Sequence[Audience]) -> View:
    """Shown in the form's place after saving."""
    labels, number = [LABELS[audience] for audience in saved], incident.number
    note = announcement_messages.StakeholderUpdatesSaved(labels, incident.promised_at)
    button = blocks.button(wording.SEND_TO_ME, action_ids.SEND_STAKEHOLDER_UPDATES, number, "primary")
    return forms.modal(wording.STAKEHOLDER_UPDATES, [blocks.section(render(note)), blocks.actions(button)])


def sent_notice() -> View:
    return forms.modal(
        wording.STAKEHOLDER_UPDATES, [blocks.section(render(announcement_messages.StakeholderUpdatesSent()))]
    )
