"""Help on all verbs of /incident, or on one."""

from bot.commands.parser import VERBS
from bot.commands.requests import Help
from bot.errors import Hint
from templates.commands import messages
from templates.commands.slash_commands import instead
from templates.commands.wording import AS_TEXT
from templates.rendering import mrkdwn, render


def shown(request: Help) -> str:
    if not request.verb:
        return render(messages.HelpList(tuple(VERBS.values())))
    said = render(messages.HelpVerb(VERBS[request.verb]))
    return f"{said}\n{_as_text(request)}" if request.typed else said


def _as_text(request: Help) -> str:
    """Gives back what was typed with the help word, because Slack has already cleared it."""
    return instead(Hint(request.verb, request.typed, AS_TEXT), mrkdwn.to_type)
