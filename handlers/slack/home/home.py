"""App Home: what a person finds on it, drawn from the record; its opening, its button, and how it is published."""

import hashlib
import json
from collections.abc import Sequence

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.config.policy import COMMANDER, Policy
from bot.home.home import Home, Part, ReviewDue, Shown, Todo
from bot.outbox.model import OutboxRow
from bot.people.model import Person
from bot.services import Services
from handlers.delivery.worker import Result
from handlers.slack import action_ids, blocks
from handlers.slack.listener_context import Body, ListenerContext, button_value
from handlers.slack.metrics import stats
from templates.home import messages as home_messages
from templates.rendering import render

MOST_BLOCKS = 100  # of a Home: https://docs.slack.dev/reference/views/home-tab-views


def register(app: AsyncApp, listener: ListenerContext) -> None:
    async def opened(event: Body) -> None:
        if event.get("tab") == "home":
            await listener.directory.meet(str(event["user"]))
            listener.services.home.opened(listener.services.person(str(event["user"])))

    async def done(body: Body, by: Person) -> str:
        number, which = map(int, button_value(body).split("/"))
        listener.services.work.tick_actions(number, (which,), True, by)
        listener.services.home.redraw(by)
        return ""

    app.event("app_home_opened")(opened)
    app.action(action_ids.HOME_ACTION_DONE)(listener.on_press(done))


# What stands on it


def drawn(home: Home, policy: Policy) -> list[Block]:
    parts = [
        [blocks.actions(_declare())],
        _incidents("Yours", home.mine, policy),
        _open(home, policy),
        _part("Your action items", [_todo(each) for each in home.actions], home.more_actions, Part.ACTIONS),
        _part("Reviews due", [_review(each, policy) for each in home.reviews], home.more_reviews, Part.REVIEWS),
        [blocks.header("Figures"), *stats.drawn(home.stats, policy)] if home.stats else [],
    ]
    return [block for part in parts if part for block in (*part, DividerBlock())][:-1][:MOST_BLOCKS]


def _declare() -> ButtonElement:
    return blocks.button("Declare incident", action_ids.run("declare"), "declare", "primary")


def _open(home: Home, policy: Policy) -> list[Block]:
    if home.mine and not home.others:
        return []
    title = "Other open incidents" if home.mine else "Open incidents"
    shown = _incidents(title, home.others, policy)
    return [*(shown or _part(title, [], 0, Part.OPEN)), *blocks.and_more(home.more_open)]


def _incidents(title: str, shown: Sequence[Shown], policy: Policy) -> list[Block]:
    return [blocks.header(title), *(_incident(each, policy) for each in shown)] if shown else []


def _incident(shown: Shown, policy: Policy) -> Block:
    incident = shown.incident
    roles = [_role(key, policy) for key in shown.roles]
    said = render(home_messages.HomeOpen(incident, policy.severity(incident.severity), roles, shown.tasks))
    return blocks.section(said, blocks.button("Join", action_ids.JOIN, incident.number) if shown.joinable else None)


def _role(key: str, policy: Policy) -> str:
    return "commander" if key == COMMANDER else policy.role(key).name


def _part(title: str, shown: Sequence[Block], more: int, part: Part) -> list[Block]:
    rest = shown or [blocks.context(render(home_messages.HomeEmpty(part)))]
    return [blocks.header(title), *rest, *blocks.and_more(more)]


def _todo(todo: Todo) -> Block:
    which = f"{todo.incident.number}/{todo.item.number}"
    return blocks.section(
        render(home_messages.HomeTodo(todo)), blocks.button("Done", action_ids.HOME_ACTION_DONE, which)
    )


def _review(review: ReviewDue, policy: Policy) -> Block:
    said = render(home_messages.HomeReview(review, policy.severity(review.incident.severity)))
    return blocks.section(said, blocks.button("Post review", action_ids.POST_REVIEW, review.incident.number))


# How it gets there


class Homes:
    """The two steps of the delivery: wanting everybody's, and publishing one."""

    def __init__(self, client: AsyncWebClient, services: Services) -> None:
        self._client = client
        self._services = services

    async def spread(self, _row: OutboxRow) -> Result:
        self._services.home.spread()
        return {"at": self._services.now().isoformat()}

    async def publish(self, row: OutboxRow) -> Result:
        """Nothing is sent where it would look as it does: most changes of an incident show on few Homes."""
        person = self._services.person(str(row.payload["person"]))
        view = View(type="home", blocks=drawn(self._services.home.of(person), self._services.policy))
        shown = {"look": _digest(view), "opened": row.payload.get("opened")}
        if shown != row.result:
            await self._client.views_publish(user_id=person.id, view=view)
        return shown


def _digest(view: View) -> str:
    return hashlib.sha256(json.dumps(view.to_dict(), sort_keys=True).encode()).hexdigest()
