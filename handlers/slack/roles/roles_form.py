"""The Roles form, and the verbs that assign and unassign one role."""

from collections.abc import Iterable, Iterator

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.config.policy import COMMANDER, Role
from bot.errors import Hint
from bot.incidents.model import Incident
from bot.incidents.transitions import Verb, next_status
from bot.people.model import Person
from bot.roles.roles import Wish
from bot.roles.verbs import AssignRole, ReleaseRole, ShowRoles
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks, forms
from handlers.slack.blockkit.form_values import offered_people, picked_people, stored
from handlers.slack.requests.listener_context import Body, FieldErrors, ListenerContext
from handlers.slack.requests.listeners import Listeners
from templates.rendering import render
from templates.roles import messages as role_messages
from templates.roles import wording

MOST_EXPERTS = 50


def register(app: Listeners, listener: ListenerContext) -> None:
    async def press(body: Body, by: Person) -> str:
        await open_roles(listener, str(body["trigger_id"]), listener.incident_of_button(body), by)
        return ""

    async def submit(view: Body, by: Person) -> str | FieldErrors:
        kept, offered = stored(view), offered_people(view)
        new = {role: set(picked_people(view, role)).difference(seen) for role, seen in offered.items()}
        if errors := await listener.account_errors(new):
            return errors
        wishes = [_wish(listener, view, role, seen) for role, seen in offered.items()]
        listener.services.roles.seat(int(kept["incident"]), wishes, by, f"view:{view['id']}")
        return ""

    app.action(action_ids.SHOW_ROLES)(listener.on_press(press))
    app.view(action_ids.ROLES_FORM)(listener.on_submit("", submit))


def _wish(listener: ListenerContext, view: Body, role: str, seen: Iterable[str]) -> Wish:
    wanted = tuple(listener.services.people.person(each) for each in picked_people(view, role))
    return Wish(role, frozenset(seen), wanted)


async def open_roles(listener: ListenerContext, trigger_id: str, incident: Incident, by: Person) -> None:
    """Who may not assign roles, or not in this incident any longer, is refused before they fill in the form."""
    listener.services.permissions.need(by, "role", incident)
    next_status(incident, Verb.ROLE)
    instead = Hint("role", "<role> @person")
    await listener.open_view(trigger_id, form(listener, incident, by), instead)


def form(listener: ListenerContext, incident: Incident, by: Person) -> View:
    """A menu of people for each role. Command that someone else holds is shown with a Take over button instead."""
    roles, now = listener.services.policy.roles, incident.commander
    own = now is None or now.id == by.id
    offered = [role for role in roles if own or role.key != COMMANDER]
    return forms.modal(
        wording.roles_of(incident.name),
        [
            blocks.context(render(role_messages.RolesAbout())),
            *_command(listener, incident, own),
            *(_input(incident, role) for role in offered),
        ],
        form=action_ids.ROLES_FORM,
        submit=wording.SAVE if offered else "",
        close=wording.CANCEL,
        kept={"incident": incident.number},
    )


def _command(listener: ListenerContext, incident: Incident, own: bool) -> Iterator[Block]:
    if own or incident.commander is None:
        return
    title = _title(listener.services.policy.role(COMMANDER))
    held = role_messages.RoleHeld(title, incident.commander.name, incident.commander_since)
    take = blocks.button(wording.TAKE_OVER, action_ids.TAKE_COMMAND, incident.number)
    yield blocks.section(render(held), take)


def _input(incident: Incident, role: Role) -> InputBlock:
    holders = [person.id for person in _holders(incident, role) if person.id][:MOST_EXPERTS]
    element: UserSelectElement | UserMultiSelectElement
    if role.shared:
        element = UserMultiSelectElement(
            action_id=role.key, initial_users=holders or None, max_selected_items=MOST_EXPERTS
        )
    else:
        element = UserSelectElement(action_id=role.key, initial_user=holders[0] if holders else None)
    needed = role.key == COMMANDER and bool(holders)
    return forms.labeled(_title(role), element, optional=not needed, hint=wording.HINTS.get(role.key, ""))


def _title(role: Role) -> str:
    return f"{role.name[:1].upper()}{role.name[1:]}"


def _holders(incident: Incident, role: Role) -> tuple[Person, ...]:
    if role.key != COMMANDER:
        return incident.holders(role.key)
    return (incident.commander,) if incident.commander else ()


# Verbs of /incident. They answer nothing: the channel shows what changed.


async def show(listener: ListenerContext, command: Body, by: Person, incident: Incident, _request: ShowRoles) -> str:
    await open_roles(listener, str(command["trigger_id"]), incident, by)
    return ""


async def take(listener: ListenerContext, _command: Body, by: Person, incident: Incident, request: AssignRole) -> str:
    listener.services.roles.claim(incident.number, request.role, request.person, by)
    return ""


async def release(
    listener: ListenerContext, _command: Body, by: Person, incident: Incident, request: ReleaseRole
) -> str:
    listener.services.roles.release(incident.number, request.role, request.person, by)
    return ""
