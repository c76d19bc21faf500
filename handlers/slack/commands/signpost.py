"""The answer to a command about an incident in a channel that has none: what to type instead."""

from bot.errors import Hint
from bot.people.model import Person
from handlers.slack.requests.listener_context import ListenerContext
from templates.commands import slash_commands
from templates.incidents import messages
from templates.rendering import mrkdwn, render


def signpost(listener: ListenerContext, channel: str, by: Person, command: Hint) -> str:
    """The incident may have moved to another channel: then the command is given back with its number."""
    left = listener.services.incidents.once_in_channel(channel)
    if left and listener.services.permissions.sees(by, left):
        return render(messages.GoesOnElsewhere(left, command.about(left.number)))
    return render(messages.ChannelOnly(mrkdwn.code(slash_commands.as_typed(command))))
