"""The handler of `find`."""

from collections.abc import Mapping
from typing import Final

from bot.search.verbs import FindIncidents
from handlers.slack.requests.command_answers import Anywhere
from handlers.slack.search import find

ANYWHERE: Final[Mapping[type, Anywhere]] = {FindIncidents: find.find}
