"""What a message of an incident is drawn from, and what a drawn message is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial

from slack_sdk.models.blocks import Block, HeaderBlock

from bot.config.policy import Policy, Severity
from bot.incidents.change import IncidentDetails
from bot.incidents.model import Incident
from bot.review.follow_up import PastReview
from bot.services import Services
from bot.tasks.model import Task
from bot.updates.model import LatestFacts
from handlers.slack import blocks
from handlers.slack.outbox.labels import label
from templates.rendering import Context, render

DRILL = "DRILL"


@dataclass(frozen=True)
class RenderedMessage:
    """`text` is a whole sentence: the phone shows it in the notification.

    An `obsolete` message is deleted, or redrawn where Slack doesn't allow deleting.
    """

    text: str
    blocks: Sequence[Block]
    obsolete: bool = False


@dataclass(frozen=True)
class RenderContext:
    """What a message is drawn from. `failures` are (what could not be shown, Slack's reason).

    `latest` is what the updates say by now. The details are loaded only by those messages that need them: of a long
    incident that takes a while. `others` are other incidents by number, `learned` what their published reviews say, of
    those that anybody may see; `merged` those that were merged into this one. `earlier` are the channels that it had
    before. `review_link` is the permalink of the posted review: None before it is posted, "" while it is unknown.
    """

    incident: Incident
    policy: Policy
    at: datetime
    failures: Sequence[tuple[str, str]]
    latest: LatestFacts
    tasks: tuple[Task, ...]
    load: Callable[[], IncidentDetails]
    others: Callable[[Sequence[int]], Sequence[Incident]]
    learned: Callable[[Sequence[int]], Sequence[PastReview]] = lambda _numbers: ()
    merged: Sequence[Incident] = ()
    earlier: Sequence[str] = ()
    review_link: str | None = None

    @cached_property
    def details(self) -> IncidentDetails:
        return self.load()

    @property
    def severity(self) -> Severity:
        return self.policy.severity(self.incident.severity)


def render_context_of(services: Services, number: int) -> RenderContext:
    """As it is now."""
    failures = [(label(failed.message), failed.error) for failed in services.outbox.failed_rows(number)]
    return RenderContext(
        services.incidents.get(number),
        services.policy,
        services.now(),
        failures,
        latest=services.updates.latest_facts(number),
        tasks=services.tasks.of_incident(number),
        load=partial(services.incidents.details, number),
        others=services.lists.public,
        learned=services.review_follow_up.learned,
        merged=services.incidents.merged_into(number),
        earlier=services.channels.earlier(number),
        review_link=services.reviews.link(number),
    )


def message(text: str, drawn: Sequence[Block]) -> RenderedMessage:
    return RenderedMessage(blocks.clip(text, blocks.FALLBACK), drawn)


def sentence(said: Context) -> RenderedMessage:
    """A message that is nothing but its sentence."""
    text = render(said)
    return message(text, blocks.sections(text))


def headline(incident: Incident, severity: Severity) -> str:
    private = "🔒 " if incident.private else ""
    drill = f"{DRILL} · " if incident.drill else ""
    return f"{drill}{severity.emoji} {severity.name} · {private}{incident.title} · {incident.name}"


def marked(drawn: RenderedMessage, incident: Incident) -> RenderedMessage:
    """A drill's message says that it is one, first thing; a card says it in its headline."""
    if not incident.drill:
        return drawn
    says_it = any(isinstance(each, HeaderBlock) and f"{DRILL} ·" in str(each.text) for each in drawn.blocks[:1])
    mark = [] if says_it else [blocks.context(f"*{DRILL}*")]
    return replace(drawn, text=f"{DRILL} {drawn.text}", blocks=[*mark, *drawn.blocks][: blocks.MOST_BLOCKS])
