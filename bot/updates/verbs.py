"""The verb that posts an update or opens the stakeholder updates."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.commands.command_verb import CommandVerb
from bot.commands.requests import CommandContext, Request, TypedText
from bot.incidents.model import Status


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


_DRAFTS: Final = ("drafts", "texts")  # the second as in earlier versions


def _update(typed: TypedText, _asking: CommandContext) -> PostUpdate | ShowStakeholderUpdates:
    text = typed.text.strip()
    return ShowStakeholderUpdates() if text.casefold() in _DRAFTS else PostUpdate(text)


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
