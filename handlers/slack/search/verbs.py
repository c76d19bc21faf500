"""What answers the verb that searches incidents."""

from collections.abc import Mapping
from typing import Final

from bot.commands.requests import Find
from handlers.slack.command_answers import Anywhere
from handlers.slack.search import find

ANYWHERE: Final[Mapping[type, Anywhere]] = {Find: find.find}
