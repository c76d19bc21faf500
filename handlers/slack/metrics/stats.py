"""`/incident stats`: figures as a sentence, bars and times, for Slack, for Home and for the command line."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.commands.requests import ShowStats
from bot.config.policy import Policy, Severity
from bot.metrics.bar_chart import bars as drawn_bars
from bot.metrics.stats import WEEK, Measure, Stats
from bot.people.model import Person
from bot.time_format import day_name, hours
from handlers.slack import blocks
from handlers.slack.listener_context import ListenerContext
from handlers.slack.render_context import Message, message
from templates.metrics import messages as metric_messages
from templates.rendering import render


def stats(listener: ListenerContext, by: Person, request: ShowStats) -> Message:
    found = listener.services.metrics.stats(by, request.period, request.service)
    return message(head(found, listener.services.policy), drawn(found, listener.services.policy))


def head(found: Stats, policy: Policy) -> str:
    levels = [(policy.severity(key), count) for key, count in found.by_severity.items() if count]
    return render(metric_messages.FigureHead(found, days(found), levels))


def drawn(found: Stats, policy: Policy) -> list[Block]:
    """How many and how bad, the bars, and how long it took."""
    said = blocks.sections(head(found, policy))
    if not found.count:
        return said
    there_were = [(severity, bars) for severity, bars, count in rows(found, policy) if count]
    most, weeks = max(found.by_week), len(found.by_week)
    chart = metric_messages.FigureChart(there_were, weeks, most, _busiest(found), found.by_week[-1])
    return [*said, blocks.section(render(chart)), blocks.context(render(metric_messages.FigureTimes(times(found))))]


def days(found: Stats) -> int:
    return (found.until - found.since).days


def rows(found: Stats, policy: Policy) -> Sequence[tuple[Severity, str, int]]:
    """The levels share one scale, so that their bars can be compared."""
    most = max(max(weeks) for weeks in found.weeks.values())
    return [(policy.severity(key), drawn_bars(weeks, most), sum(weeks)) for key, weeks in found.weeks.items()]


def _busiest(found: Stats) -> str:
    back = len(found.by_week) - found.by_week.index(max(found.by_week))
    return day_name(max(found.since, found.until - back * WEEK).date())


def times(found: Stats) -> Sequence[tuple[Measure, str, str]]:
    return [(each, _said(each.median), _said(each.mean)) for each in found.measures]


def _said(minutes: float | None) -> str:
    return "" if minutes is None else hours(round(minutes))
