"""The listeners for the verb of subscriptions."""

from collections.abc import Mapping
from typing import Final

from bot.announcements.verbs import ShowSubscribers, Subscribe
from handlers.slack.announcements import subscriptions
from handlers.slack.requests.command_answers import InIncident

IN_INCIDENT: Final[Mapping[type, InIncident]] = {
    Subscribe: subscriptions.subscribe,
    ShowSubscribers: subscriptions.show_subscribers,
}
