"""The listeners for the verb of updates."""

from collections.abc import Mapping
from typing import Final

from bot.updates.verbs import PostUpdate, ShowStakeholderUpdates
from handlers.slack.announcements import stakeholder_updates
from handlers.slack.requests.command_answers import InIncident
from handlers.slack.updates import update_form

IN_INCIDENT: Final[Mapping[type, InIncident]] = {
    PostUpdate: update_form.update,
    ShowStakeholderUpdates: stakeholder_updates.stakeholder_updates,
}
