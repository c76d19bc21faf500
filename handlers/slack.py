"""The Slack app: every listener in its place, static authorisation, and an ack for whatever nobody listens to."""

import logging
import re

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from handlers import (
    actions,
    adding,
    coming,
    commanding,
    declare,
    due_actions,
    entry_form,
    gaps,
    hints,
    home,
    incident,
    marking,
    mentions,
    nudges,
    records,
    review,
    roles,
    state,
    tasks,
    timeline_page,
    update,
)
from handlers.desk import Body, Desk
from handlers.people import group_of, person_of

ANYTHING = re.compile(r".*", re.DOTALL)


def build_app(client: AsyncWebClient, desk: Desk, who: AuthorizeResult) -> AsyncApp:
    """Listeners commit before Slack gets its ack (process_before_response); a failed commit gives no ack."""

    async def authorize() -> AuthorizeResult:
        return who

    quiet = logging.getLogger(f"{__name__}.bolt")
    quiet.setLevel(logging.ERROR)  # it takes a token from the environment by itself, then warns that it needs none
    app = AsyncApp(
        logger=quiet,
        client=client,
        authorize=authorize,
        process_before_response=True,
        request_verification_enabled=False,
    )
    register(app, desk)
    return app


def register(app: AsyncApp, desk: Desk) -> None:
    """All listeners; the catch-alls come last, for bolt takes the first that matches."""
    for group in (
        incident,
        commanding,
        roles,
        coming,
        declare,
        hints,
        home,
        update,
        state,
        timeline_page,
        entry_form,
        adding,
        marking,
        mentions,
        review,
        gaps,
        nudges,
        due_actions,
        tasks,
        actions,
        records,
    ):
        group.register(app, desk)
    _keep_directory(app, desk)
    _acknowledge_the_rest(app)


def _keep_directory(app: AsyncApp, desk: Desk) -> None:
    async def changed(body: Body) -> None:
        desk.service.keep_people([person_of(body["event"]["user"], desk.service.team)])

    app.event("user_change")(changed)
    app.event("team_join")(changed)

    async def group(body: Body) -> None:
        desk.service.keep_groups([group_of(body["event"]["subteam"])])

    async def members(body: Body) -> None:
        event = body["event"]
        added, removed = event.get("added_users") or (), event.get("removed_users") or ()
        desk.service.change_group(str(event["subteam_id"]), added, removed)

    app.event("subteam_created")(group)
    app.event("subteam_updated")(group)
    app.event("subteam_members_changed")(members)


def _acknowledge_the_rest(app: AsyncApp) -> None:
    """Slack delivers again what is not acknowledged, and in the end disables the subscription."""

    async def event() -> None:
        return

    async def interaction(ack: AsyncAck) -> None:
        await ack()

    app.event(ANYTHING)(event)
    app.action(ANYTHING)(interaction)
    app.view(ANYTHING)(interaction)
    app.view_closed(ANYTHING)(interaction)
    app.shortcut(ANYTHING)(interaction)
    app.options(ANYTHING)(interaction)
