"""What answers the verbs of an incident itself."""

from collections.abc import Mapping
from typing import Final

from bot.commands.requests import Menu
from bot.incidents.verbs import (
    Cancel,
    ChangeStatus,
    Declare,
    ListIncidents,
    MergeInto,
    OpenForm,
    Rename,
    Resolve,
    SetSeverity,
    ShowIncident,
)
from handlers.slack.incidents import listing, menu, status
from handlers.slack.incidents.declare_form import declare
from handlers.slack.requests.command_answers import Anywhere, InIncident

ANYWHERE: Final[Mapping[type, Anywhere]] = {
    Declare: declare,
    Menu: menu.menu,
    ListIncidents: listing.list_incidents,
    ShowIncident: listing.show,
}
IN_INCIDENT: Final[Mapping[type, InIncident]] = {
    ChangeStatus: status.move,
    Resolve: status.resolve,
    SetSeverity: status.set_severity,
    Cancel: status.cancel,
    MergeInto: status.merge,
    Rename: status.rename,
    OpenForm: status.ask,
}
