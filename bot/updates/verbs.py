"""The verb that posts an update or opens the stakeholder updates."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.commands.arguments import as_text, first_word
from bot.commands.command_verb import CommandVerb
from bot.commands.quotes import unquoted
from bot.commands.requests import CommandContext, Request, TypedText
from bot.errors import Either, Unclear
from bot.incidents.model import Status
from templates.updates import wording


@dataclass(frozen=True)
class PostUpdate(Request):
    """`text` is "" where the person asked for the form; `next_by` and `status` are None where they were not given."""

    text: str
    impact: str = ""
    doing: str = ""
    next_by: datetime | None = None
    status: Status | None = None


@dataclass(frozen=True)
class ShowStakeholderUpdates(Request):
    """Open the drafts for status page, executives and customers."""


_DRAFTS: Final = ("drafts", "draft", "texts")  # the last as in earlier versions


def _update(typed: TypedText, _asking: CommandContext) -> PostUpdate | ShowStakeholderUpdates:
    text = typed.text.strip()
    inside = unquoted(text)
    if inside and _names_drafts(inside):
        return PostUpdate(inside)
    if not _names_drafts(text):
        return PostUpdate(text)
    if first_word(text)[1]:
        asked = Either("update", _DRAFTS[0], wording.TO_OPEN_DRAFTS, other=as_text("update", text))
        raise Unclear(wording.DRAFTS_OR_TEXT, asked)
    return ShowStakeholderUpdates()


def _names_drafts(text: str) -> bool:
    """Other text behind the word is asked about, for an update can't be taken back."""
    word, rest = first_word(text)
    return word.strip(".:,!?").casefold() in (_DRAFTS[:2] if rest else _DRAFTS)


VERBS: Final = (
    CommandVerb(
        "update",
        "update [<text>|drafts]",
        "Post an update. Without text, opens a form. `drafts` opens the stakeholder updates: drafts for the status "
        "page, executives and customers.",
        "update Rollback is running",
        _update,
    ),
)
