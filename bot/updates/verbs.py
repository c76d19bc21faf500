"""The verb that posts an update, or shows the last one in the words for stakeholders."""

from typing import Final

from bot.commands.grammar import CommandVerb
from bot.commands.requests import CommandContext, PostUpdate, ShowStakeholderUpdates, TypedText


def _update(typed: TypedText, _asking: CommandContext) -> PostUpdate | ShowStakeholderUpdates:
    text = typed.text.strip()
    return ShowStakeholderUpdates() if text.casefold() == "texts" else PostUpdate(text)


VERBS: Final = (
    CommandVerb(
        "update",
        "update [text|texts]",
        "Tell people how it stands; the next update is counted from it. Without a text it opens a form, with texts it "
        "shows drafts for the status page, executives and customers.",
        "update Rollback is running, next news in 15 min",
        _update,
    ),
)
