"""The handler of `stats`."""

from collections.abc import Mapping
from typing import Final

from bot.metrics.verbs import ShowStats
from handlers.slack.command_answers import Anywhere
from handlers.slack.metrics import stats

ANYWHERE: Final[Mapping[type, Anywhere]] = {ShowStats: stats.stats}
