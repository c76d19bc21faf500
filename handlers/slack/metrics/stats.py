"""Stats as a sentence, bars and durations: the answer to a command, a part of Home, and rows for the command line."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.config.policy import Policy, Severity
from bot.incidents.model import Incident
from bot.metrics.bar_chart import bars as drawn_bars
from bot.metrics.stats import DurationStats, Stats
from bot.metrics.verbs import ShowStats
from bot.people.model import Person
from bot.time_format import day_name, hours
from handlers.slack import blocks
from handlers.slack.listener_context import Body, ListenerContext
from handlers.slack.outbox.render_context import RenderedMessage, message
from templates.metrics import messages as metric_messages
from templates.rendering import render


async def stats(
    listener: ListenerContext, _command: Body, by: Person, _here: Incident | None, request: ShowStats
) -> RenderedMessage:
    found = listener.services.metrics.stats(by, request.period, request.service)
    return message(head(found, listener.services.policy), drawn(found, listener.services.policy))


def head(found: Stats, policy: Policy) -> str:
    levels = [(policy.severity(key), count) for key, count in found.by_severity.items() if count]
    return render(metric_messages.StatsHead(found, days(found), levels))


def drawn(found: Stats, policy: Policy) -> list[Block]:
    """How many and how severe, the bars, and how long it took."""
    said = blocks.sections(head(found, policy))
    if not found.count:
        return said
    there_were = [(severity, bars) for severity, bars, count in rows(found, policy) if count]
    most, week = found.peak
    chart = metric_messages.StatsChart(there_were, len(found.weeks), most, day_name(week), found.by_week[-1])
    took = metric_messages.StatsDurations(durations(found))
    return [*said, blocks.section(render(chart)), blocks.context(render(took))]


def days(found: Stats) -> int:
    return (found.until - found.since).days


def rows(found: Stats, policy: Policy) -> Sequence[tuple[Severity, str, int]]:
    """The levels share one scale, so that their bars can be compared."""
    levels = found.by_week_and_severity
    most = max(max(counts) for counts in levels.values())
    return [(policy.severity(key), drawn_bars(counts, most), sum(counts)) for key, counts in levels.items()]


def durations(found: Stats) -> Sequence[tuple[DurationStats, str, str]]:
    return [(each, _said(each.median), _said(each.mean)) for each in found.durations]


def _said(minutes: float | None) -> str:
    return "" if minutes is None else hours(round(minutes))
