"""What a message about an incident is rendered from, and the rendered message."""

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
from handlers.slack.blockkit import blocks
from handlers.slack.blockkit.cutting import clip
from handlers.slack.blockkit.fitting import fitted
from handlers.slack.outbox.labels import Failure, failures
from templates.rendering import Context, render

DRILL = "DRILL"


@dataclass(frozen=True)
class RenderedMessage:
    """`text` is a whole sentence: the phone shows it in the notification.

    An `obsolete` message is deleted, or redrawn where Slack doesn't allow deleting. A `withdrawn` one must not be read
    as it was: it is deleted where Slack doesn't allow to edit it.
    """

    text: str
    blocks: Sequence[Block]
    obsolete: bool = False
    withdrawn: bool = False


@dataclass(frozen=True)
class RenderContext:
    """What a message is rendered from. `failures` are what could not be shown.

    `latest` has the facts of the newest updates. `load` is called only for the messages that need the details, because
    it is slow for a long incident. `others` finds other incidents by number and `learned` what their published reviews
    say, of those that anyone may see; `merged` are the duplicates merged into this one. `earlier` are the ids of its
    earlier channels. `review_link` is the permalink of the posted review: None before it is posted, "" while it is
    unknown. `update_link` finds the permalink of a long update by its number, "" while it is unknown. `posted_at` is
    when the message itself was posted, None if it is not posted yet.
    """

    incident: Incident
    policy: Policy
    at: datetime
    failures: Sequence[Failure]
    latest: LatestFacts
    tasks: tuple[Task, ...]
    load: Callable[[], IncidentDetails]
    others: Callable[[Sequence[int]], Sequence[Incident]]
    learned: Callable[[Sequence[int]], Sequence[PastReview]] = lambda _numbers: ()
    merged: Sequence[Incident] = ()
    earlier: Sequence[str] = ()
    review_link: str | None = None
    posted_at: datetime | None = None
    update_link: Callable[[int], str] = lambda _number: ""

    @cached_property
    def details(self) -> IncidentDetails:
        return self.load()

    @property
    def severity(self) -> Severity:
        return self.policy.severity(self.incident.severity)

    @property
    def shown_at(self) -> datetime:
        """The time that Slack shows beside the message: a redraw doesn't change it."""
        return self.posted_at or self.at

    def render(self, said: Context) -> str:
        """Render a sentence of a message that is read beside its time. The card isn't: it shows what is true now."""
        return render(said, self.shown_at)


def render_context_of(services: Services, number: int) -> RenderContext:
    """The context of an incident in its current state."""
    failed = [each for row in services.outbox.failed_rows(number) for each in failures(row, services.policy)]
    return RenderContext(
        services.incidents.get(number),
        services.policy,
        services.now(),
        failed,
        latest=services.updates.latest_facts(number),
        tasks=services.tasks.of_incident(number),
        load=partial(services.incidents.details, number),
        others=services.lists.public,
        learned=services.review_follow_up.learned,
        merged=services.incidents.merged_into(number),
        earlier=services.channels.earlier(number),
        review_link=services.reviews.link(number),
        update_link=partial(services.outbox.update_link, number),
    )


def message(text: str, drawn: Sequence[Block]) -> RenderedMessage:
    return RenderedMessage(clip(text, blocks.FALLBACK), fitted(drawn))


def sentence(said: Context, posted: datetime) -> RenderedMessage:
    """A message that consists of one sentence, posted at that moment."""
    text = render(said, posted)
    return message(text, blocks.sections(text))


def headline(incident: Incident, severity: Severity) -> str:
    private = "🔒 " if incident.private else ""
    drill = f"{DRILL} · " if incident.drill else ""
    return f"{drill}{severity.emoji} {severity.name} · {private}{incident.name} {incident.title}"


def marked(drawn: RenderedMessage, incident: Incident) -> RenderedMessage:
    """Marks a message of a drill at its beginning; a card already says so in its headline."""
    if not incident.drill:
        return drawn
    says_it = any(isinstance(each, HeaderBlock) and f"{DRILL} ·" in str(each.text) for each in drawn.blocks[:1])
    mark = [] if says_it else [blocks.context(f"*{DRILL}*")]
    return replace(drawn, text=f"{DRILL} {drawn.text}", blocks=fitted([*mark, *drawn.blocks]))
