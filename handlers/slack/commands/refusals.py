"""A refusal in Slack: its sentence, and what to type instead as a slash command.

Messages show commands as code; the text below an input of a form is plain.
"""

from bot.errors import Refused
from templates.commands import wording
from templates.commands.slash_commands import instead
from templates.rendering import mrkdwn

ENOUGH_TO_LOSE = 6  # words, the verb included: fewer are quickly typed again


def in_message(refusal: Refused) -> str:
    return wording.refused(mrkdwn.escape(str(refusal)), instead(refusal.hint, mrkdwn.to_type) if refusal.hint else "")


def to_command(refusal: Refused, command: str) -> str:
    """Gives the typed command back if the refusal does not, because Slack has already cleared it."""
    said = in_message(refusal)
    _, *words = command.split()
    if len(words) < ENOUGH_TO_LOSE or mrkdwn.escape(words[-1]) in said:
        return said
    return f"{said}\n{wording.you_typed(mrkdwn.to_type(command))}"


def in_form(refusal: Refused) -> str:
    return mrkdwn.escape(wording.refused(str(refusal), instead(refusal.hint) if refusal.hint else ""))
