"""Stats as a sentence, bars and durations: the answer to `stats`, and a section of Home."""

from slack_sdk.models.blocks import Block

from bot.config.policy import Policy
from bot.incidents.model import Incident
from bot.metrics.stats import Stats
from bot.metrics.stats_rows import median_and_mean, severity_bars, week_name
from bot.metrics.verbs import ShowStats
from bot.people.model import Person
from handlers.slack.blockkit import blocks
from handlers.slack.outbox.render_context import RenderedMessage, message
from handlers.slack.requests.listener_context import Body, ListenerContext
from templates.metrics import messages as metric_messages
from templates.rendering import render


async def stats(
    listener: ListenerContext, _command: Body, by: Person, _here: Incident | None, request: ShowStats
) -> RenderedMessage:
    found = listener.services.metrics.stats(by, request.period, request.service)
    return message(head(found, listener.services.policy), drawn(found, listener.services.policy))


def head(found: Stats, policy: Policy) -> str:
    levels = [(policy.severity(key), count) for key, count in found.by_severity.items() if count]
    return render(metric_messages.StatsHead(found, levels))


def drawn(found: Stats, policy: Policy) -> list[Block]:
    """The number of incidents by severity, the bars, and the durations."""
    said = blocks.sections(head(found, policy))
    if not found.count:
        return said
    there_were = [(severity, bars) for severity, bars, count in severity_bars(found, policy) if count]
    most, week = found.peak
    chart = metric_messages.StatsChart(there_were, len(found.weeks), most, week_name(week), found.by_week[-1])
    took = metric_messages.StatsDurations(median_and_mean(found))
    return [*said, blocks.section(render(chart)), blocks.context(render(took))]
