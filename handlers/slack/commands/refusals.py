"""How a refusal reads in Slack: its sentence, and what to type instead as a slash command.

Messages set commands as code; what stands under an input of a form is plain text.
"""

from bot.errors import Refused
from templates.commands import wording
from templates.commands.slash_commands import instead
from templates.rendering import mrkdwn


def in_message(refusal: Refused) -> str:
    return wording.refused(mrkdwn.escape(str(refusal)), instead(refusal.hint, mrkdwn.code) if refusal.hint else "")


def in_form(refusal: Refused) -> str:
    return mrkdwn.escape(wording.refused(str(refusal), instead(refusal.hint) if refusal.hint else ""))
