"""The handlers of the verbs about roles."""

from collections.abc import Mapping
from typing import Final

from bot.roles.verbs import AssignRole, OfferHandover, ReleaseRole, SetCommander, ShowRoles
from handlers.slack.requests.command_answers import InIncident
from handlers.slack.roles import commander, roles_form

IN_INCIDENT: Final[Mapping[type, InIncident]] = {
    SetCommander: commander.take_command,
    OfferHandover: commander.hand_over,
    AssignRole: roles_form.take,
    ReleaseRole: roles_form.release,
    ShowRoles: roles_form.show,
}
