"""The handler of the snooze verb."""

from collections.abc import Mapping
from typing import Final

from bot.nudges.verbs import Snooze
from handlers.slack.nudges import answers
from handlers.slack.requests.command_answers import InIncident

IN_INCIDENT: Final[Mapping[type, InIncident]] = {
    Snooze: answers.snooze,
}
