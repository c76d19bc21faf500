"""The handler of `stats`."""

from collections.abc import Mapping
from typing import Final

from bot.metrics.verbs import ShowStats
from handlers.slack.metrics import stats
from handlers.slack.requests.command_answers import Anywhere

ANYWHERE: Final[Mapping[type, Anywhere]] = {ShowStats: stats.stats}
