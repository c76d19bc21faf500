"""`/pir list`: the reviews that are overdue, due, in review and recently approved, of those that the person may see."""

import asyncio
from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block

from bot.config.policy import Policy
from bot.nudges.escalation import leader
from bot.nudges.reminder_schedule import review_due
from bot.people.model import Person
from bot.review.follow_up import ReviewGroup, ReviewGroupName, ReviewProgress, ReviewStatus
from bot.review.questions.open_questions import by_person
from handlers.slack.blockkit import blocks
from handlers.slack.outbox.render_context import RenderedMessage, message
from handlers.slack.requests.listener_context import ListenerContext
from handlers.slack.review.status import LONGEST_LOOK
from templates.rendering import render
from templates.review import messages as review_messages


async def reviews(listener: ListenerContext, by: Person) -> RenderedMessage:
    listed = listener.services.review_follow_up.listed(by)
    unfinished = [each for group in listed if group.group is not ReviewGroupName.APPROVED for each in group.shown]
    statuses = await _statuses(listener, unfinished)
    drawn = [block for group in listed for block in _group(listener, group, statuses)]
    head = render(review_messages.ReviewListHead(sum(group.count for group in listed)))
    return message(head, [*blocks.sections(head), *drawn])


async def _statuses(listener: ListenerContext, unfinished: Sequence[ReviewProgress]) -> Mapping[int, ReviewStatus]:
    """The status of those that can be built in time, off the loop, in the order of the list."""
    found: dict[int, ReviewStatus] = {}
    until = asyncio.get_running_loop().time() + LONGEST_LOOK
    for each in unfinished:
        left = until - asyncio.get_running_loop().time()
        if left <= 0:
            break
        build = listener.services.review_follow_up.status(each.incident.number)
        try:
            async with asyncio.timeout(left):
                found[each.incident.number] = await asyncio.to_thread(build)
        except TimeoutError:
            break
    return found


def _group(listener: ListenerContext, listed: ReviewGroup, statuses: Mapping[int, ReviewStatus]) -> list[Block]:
    policy = listener.services.policy
    head = render(review_messages.ReviewListGroup(listed.group, listed.count, listed.count - len(listed.shown)))
    rows = [_row(listener, each, listed.group, statuses.get(each.incident.number), policy) for each in listed.shown]
    return [*blocks.sections(head), *(block for row in rows for block in blocks.sections(row))]


def _row(
    listener: ListenerContext,
    progress: ReviewProgress,
    group: ReviewGroupName,
    status: ReviewStatus | None,
    policy: Policy,
) -> str:
    incident = progress.incident
    due = review_due(incident, policy)
    assert due is not None  # otherwise it is in no group
    row = review_messages.ReviewListRow(
        progress=progress,
        severity=policy.severity(incident.severity),
        group=group,
        due=due,
        overdue=due < listener.services.now(),
        owner=leader(incident),
        status=status,
        questions=by_person(each.question for each in status.open_questions) if status else (),
        link=listener.services.reviews.link(incident.number) or "",
    )
    return render(row)
