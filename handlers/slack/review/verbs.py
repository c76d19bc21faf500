"""The handler of the verb that adds a fact."""

from collections.abc import Mapping
from typing import Final

from bot.review.verbs import AddFact
from handlers.slack.requests.command_answers import InIncident
from handlers.slack.review import facts

IN_INCIDENT: Final[Mapping[type, InIncident]] = {
    AddFact: facts.record,
}
