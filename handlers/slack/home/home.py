"""App Home: its blocks, its buttons, and publishing it."""

import hashlib
import json
import logging
from collections.abc import Callable, Sequence
from datetime import date

from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.config.policy import COMMANDER, Policy
from bot.home.home import Home, HomeSection, OpenIncident, OwnedActionItem, ReviewDue
from bot.outbox.home import PublishHome
from bot.outbox.model import OutboxRow
from bot.people.model import Person
from bot.services import Services
from handlers.delivery.sender import Result
from handlers.slack import action_ids
from handlers.slack.api_errors import ErrorKind, kind_of, reason_of
from handlers.slack.blockkit import blocks
from handlers.slack.blockkit.fitting import VIEW, fitted, size
from handlers.slack.metrics import stats
from handlers.slack.requests.listener_context import Body, ListenerContext, button_value, offers_for
from handlers.slack.requests.listeners import Listeners
from handlers.slack.requests.payloads import needed
from handlers.slack.review.open_button import open_button
from templates.home import messages as home_messages
from templates.home import wording
from templates.outbox import wording as outbox_wording
from templates.rendering import render
from templates.tasks.wording import already_ticked

logger = logging.getLogger(__name__)

ReviewLink = Callable[[int], str | None]
"""The permalink of the posted review of an incident, by its number: None before it is posted."""


def register(app: Listeners, listener: ListenerContext) -> None:
    async def opened(body: Body) -> None:
        event = body["event"]
        if event.get("tab") == "home":
            who = needed(event, "user")
            await listener.directory.meet(who)
            listener.services.home.opened(listener.services.people.person(who))

    async def done(body: Body, by: Person) -> str:
        number, which = map(int, button_value(body).split("/"))
        changed = listener.services.action_items.tick(number, (which,), True, by)
        listener.services.home.redraw(by)
        return "" if changed else already_ticked(done=True)

    app.event("app_home_opened")(opened)
    app.action(action_ids.HOME_ACTION_DONE)(listener.on_press(done))


# Blocks


def drawn(home: Home, policy: Policy, review_link: ReviewLink) -> list[Block]:
    parts = [
        [blocks.actions(_declare())],
        _incidents(wording.YOURS, home.mine, policy),
        _open(home, policy),
        _part(
            wording.ACTION_ITEMS,
            [_action_item(each, home.today) for each in home.actions],
            home.more_actions,
            HomeSection.ACTIONS,
        ),
        _part(
            wording.REVIEWS,
            [_review(each, policy, review_link) for each in home.reviews],
            home.more_reviews,
            HomeSection.REVIEWS,
        ),
        [blocks.header(wording.METRICS), *stats.drawn(home.stats, policy)] if home.stats else [],
    ]
    whole = [block for part in parts if part for block in (*part, DividerBlock())][:-1]
    if len(whole) <= VIEW.most_blocks and size(whole, VIEW) <= VIEW.most:
        return whole
    return fitted([blocks.context(render(home_messages.HomeShortened())), *whole], VIEW)


def _declare() -> ButtonElement:
    return blocks.button(wording.DECLARE, action_ids.run("declare"), "declare", "primary")


def _open(home: Home, policy: Policy) -> list[Block]:
    if home.mine and not home.others:
        return []
    title = wording.OTHERS if home.mine else wording.OPEN
    shown = _incidents(title, home.others, policy)
    return [*(shown or _part(title, [], 0, HomeSection.OPEN)), *blocks.and_more(home.more_open)]


def _incidents(title: str, shown: Sequence[OpenIncident], policy: Policy) -> list[Block]:
    return [blocks.header(title), *(_incident(each, policy) for each in shown)] if shown else []


def _incident(shown: OpenIncident, policy: Policy) -> Block:
    incident = shown.incident
    roles = [_role(key, policy) for key in shown.roles]
    said = render(home_messages.HomeOpen(incident, policy.severity(incident.severity), roles, shown.tasks))
    if not shown.joinable:
        return blocks.section(said)
    spoken = wording.join_label(incident.name)
    return blocks.section(said, blocks.button(wording.JOIN, action_ids.JOIN, incident.number, spoken=spoken))


def _role(key: str, policy: Policy) -> str:
    return wording.COMMANDER if key == COMMANDER else policy.role(key).name


def _part(title: str, shown: Sequence[Block], more: int, part: HomeSection) -> list[Block]:
    rest = shown or [blocks.context(render(home_messages.HomeEmpty(part)))]
    return [blocks.header(title), *rest, *blocks.and_more(more)]


def _action_item(owned: OwnedActionItem, today: date) -> Block:
    which = f"{owned.incident.number}/{owned.item.number}"
    return blocks.section(
        render(home_messages.HomeActionItem(owned, today)),
        blocks.button(wording.DONE, action_ids.HOME_ACTION_DONE, which, spoken=wording.done_label(owned.item.title)),
    )


def _review(review: ReviewDue, policy: Policy, link: ReviewLink) -> Block:
    said = render(home_messages.HomeReview(review, policy.severity(review.incident.severity)))
    return blocks.section(said, open_button(review.incident.number, link(review.incident.number)))


# Publishing


class HomeSender:
    """The two senders of Home: `spread` queues everyone's Home, `publish` sends one to Slack."""

    def __init__(self, client: AsyncWebClient, services: Services) -> None:
        self._client = client
        self._services = services

    async def spread(self, _row: OutboxRow) -> Result:
        self._services.home.spread()
        return {"at": self._services.now().isoformat()}

    async def publish(self, row: OutboxRow) -> Result:
        """Publishes a Home, unless it looks the same as before: most changes show on few Homes."""
        asked = row.message
        assert isinstance(asked, PublishHome)
        person = self._services.people.person(asked.person)
        view = View(
            type="home",
            blocks=offers_for(self._services, person).blocks(
                drawn(self._services.home.of(person), self._services.policy, self._services.reviews.link)
            ),
        )
        shown = {"look": _digest(view), "opened": asked.opened.isoformat() if asked.opened else None}
        if shown != row.result:
            await self._publish(person, view, is_opened=shown["opened"] != row.result.get("opened"))
        return shown

    async def _publish(self, person: Person, view: View, *, is_opened: bool) -> None:
        """Where Slack refuses a Home, a small one says so, and a direct message if that is refused as well."""
        try:
            await self._client.views_publish(user_id=person.id, view=view)
        except SlackApiError as error:
            if kind_of(error) is not ErrorKind.PERMANENT:
                raise
            logger.warning("Slack refuses the Home of %s (%s)", person.id, reason_of(error))
            await self._say_refused(person, error, is_opened)

    async def _say_refused(self, person: Person, refusal: SlackApiError, is_opened: bool) -> None:
        text = render(home_messages.HomeRefused(outbox_wording.why(reason_of(refusal))))
        small = View(type="home", blocks=[*blocks.sections(text), blocks.actions(_declare())])
        try:
            await self._client.views_publish(user_id=person.id, view=small)
        except SlackApiError as error:
            if kind_of(error) is not ErrorKind.PERMANENT:
                raise
            if is_opened:  # nobody waits for a Home that is only drawn anew
                await self._client.chat_postMessage(channel=person.id, text=text)


def _digest(view: View) -> str:
    return hashlib.sha256(json.dumps(view.to_dict(), sort_keys=True).encode()).hexdigest()
