"""The Slack app: bolt with static authorization, and all listeners."""

import logging
from datetime import datetime

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import Refused
from bot.timeline.reactions import moment
from handlers.slack.announcements import stakeholder_updates
from handlers.slack.commands import router
from handlers.slack.commands.refusals import in_message
from handlers.slack.home import home
from handlers.slack.incidents import channel_events, declare_form, similar, status
from handlers.slack.nudges import answers, silence_alarm
from handlers.slack.people import joining
from handlers.slack.people.directory import person_of
from handlers.slack.requests.listener_context import Body, ListenerContext
from handlers.slack.requests.listeners import Listeners
from handlers.slack.review import commands, facts
from handlers.slack.roles import commander, roles_form
from handlers.slack.tasks import action_items, due_action_items, tasks
from handlers.slack.timeline import add_message, entry_form, logged_line, mentions, modal, reactions
from handlers.slack.updates import update_form

logger = logging.getLogger(__name__)


def build_app(client: AsyncWebClient, listener: ListenerContext, who: AuthorizeResult) -> AsyncApp:
    """Listeners commit before Slack gets its ack (process_before_response); a failed commit gives no ack."""

    async def authorize() -> AuthorizeResult:
        return who

    quiet = logging.getLogger(f"{__name__}.bolt")
    quiet.setLevel(logging.ERROR)  # bolt reads a token from the environment, then warns that it needs none
    app = AsyncApp(
        # without a name, bolt reads the source of every caller to make one up; with another one, it sets that logger's
        # level at each request
        name=quiet.name,
        logger=quiet,
        client=client,
        authorize=authorize,
        process_before_response=True,
        request_verification_enabled=False,
    )
    app.error(_failed)
    listeners = Listeners()
    register(listeners, listener)
    listeners.answer(app, listener)
    return app


async def _failed(error: Exception, body: Body) -> BoltResponse | None:
    """A payload that can't be used won't be better when Slack delivers it again; any other may be."""
    if isinstance(error, Refused):
        logger.warning("A payload was not used (%s): %s", _kind(body), error)
        return BoltResponse(status=200, body=in_message(error) if "command" in body else "")
    logger.error("A payload could not be handled", exc_info=error)
    return None


def register(app: Listeners, listener: ListenerContext) -> None:
    for group in (
        router,
        commander,
        roles_form,
        joining,
        channel_events,
        declare_form,
        similar,
        home,
        update_form,
        stakeholder_updates,
        status,
        modal,
        entry_form,
        logged_line,
        add_message,
        reactions,
        mentions,
        commands,
        silence_alarm,
        answers,
        due_action_items,
        tasks,
        action_items,
        facts,
    ):
        group.register(app, listener)
    _keep_directory(app, listener)
    _watch_token(app, listener)


def _keep_directory(app: Listeners, listener: ListenerContext) -> None:
    async def changed(body: Body) -> None:
        person = person_of(body["event"]["user"], listener.services.team)
        if not listener.services.people.is_news(person.id, _at(body)):
            return
        change = listener.services.people.save([person])
        if change.renamed:
            listener.services.unit.woken()
        if change.switched:
            listener.services.absences.look(change.switched)

    app.event("user_change")(changed)
    app.event("team_join")(changed)

    async def group(body: Body) -> None:
        sent = body["event"]["subteam"]
        if not listener.services.people.is_news(str(sent["id"]), _at(body)):
            return
        if listener.directory.take_group(sent):
            listener.later("A user group", listener.directory.complete_group(str(sent["id"])))

    async def members(body: Body) -> None:
        event, people = body["event"], listener.services.people
        group_id = str(event["subteam_id"])
        if people.is_news(group_id, _at(body)):
            people.change_group(group_id, event.get("added_users", ()), event.get("removed_users", ()))
        elif people.group(group_id):  # it came late, and says what changed before what is known: the whole list decides
            listener.later("A user group", listener.directory.complete_group(group_id))

    app.event("subteam_created")(group)
    app.event("subteam_updated")(group)
    app.event("subteam_members_changed")(members)


def _watch_token(app: Listeners, listener: ListenerContext) -> None:
    """Somebody's own token may be meant, so Slack is asked about Muster's."""

    async def withdrawn(_body: Body) -> None:
        listener.later("The check of the token", listener.check_token())

    app.event("tokens_revoked")(withdrawn)
    app.event("app_uninstalled")(withdrawn)


def _at(body: Body) -> datetime:
    return moment(str(body["event"]["event_ts"]))


def _kind(body: Body) -> str:
    return str(body.get("event", body).get("type") or body.get("command") or "")
