"""The handlers of the verbs for joining and leaving."""

from collections.abc import Mapping
from typing import Final

from bot.people.verbs import Join, Leave
from handlers.slack.people import joining
from handlers.slack.requests.command_answers import Anywhere, InIncident

ANYWHERE: Final[Mapping[type, Anywhere]] = {Join: joining.join}
IN_INCIDENT: Final[Mapping[type, InIncident]] = {
    Leave: joining.leave,
}
