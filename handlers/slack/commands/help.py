"""Help on all verbs of /incident, or on one."""

from bot.commands.parser import VERBS
from bot.commands.requests import Help
from templates.commands import messages
from templates.rendering import render


def shown(request: Help) -> str:
    if request.verb:
        return render(messages.HelpVerb(VERBS[request.verb]))
    return render(messages.HelpList(tuple(VERBS.values())))
