"""What the message looks like that asks something: for an update, what happened in a silence, or anything else due.

It has the facts of each question that was asked at that moment, and of the answers so far. The same is
drawn for who is asked by direct message, without the mentions.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    InteractiveElement,
    Option,
    PlainTextObject,
    StaticSelectElement,
)

from bot.config.policy import Severity
from bot.nudges.escalation import leader
from bot.outbox.keys import question_of
from bot.outbox.nudges import DirectNudge, Nudge
from bot.people.model import Person
from bot.review.follow_up import ReviewStatus, by_holder
from bot.review.review_command import ReviewAction
from bot.tasks.model import ActionItem
from handlers.slack import action_ids, blocks
from handlers.slack.outbox.render_context import RenderContext, RenderedMessage, message
from templates.nudges import messages as nudge_messages
from templates.nudges import wording
from templates.rendering import render
from templates.review import messages as review_messages

MOST_HOLDERS, MOST_FACTORS = 6, 5  # that a question about a review names
T = TypeVar("T")
LONGEST_FACTOR = 200  # characters


def nudge(asked: Nudge, context: RenderContext, standing: ReviewStatus | None = None) -> RenderedMessage:
    """`standing` is how the review stands that is due, where one is."""
    asks = _Asks(asked, context, standing)
    buttons, answers = tuple(asks.buttons()), tuple(asks.answers())
    if not buttons:
        said = "\n".join((*answers, *asks.questions()))
        return message(said, blocks.sections(said)) if said else message(" ", [])
    said = "\n".join((*answers, *asks.questions(), *asks.whom()))
    return message(render(asks.sentence()), [*blocks.sections(said), blocks.actions(*buttons)])


def direct(asked: DirectNudge, context: RenderContext, standing: ReviewStatus | None = None) -> RenderedMessage:
    """To somebody by direct message: all that the phone says, and where else it stands."""
    asks = _Asks(asked, context, standing)
    buttons = tuple(asks.buttons())
    if not buttons:
        said = "\n".join(asks.answers())
        return message(said, blocks.sections(said))
    sentence, there = render(asks.sentence()), render(nudge_messages.NudgeDirect(context.incident.channel))
    drawn: list[Block] = [*blocks.sections(f"{sentence} {there}"), *asks.listed(), blocks.actions(*buttons)]
    return message(sentence, drawn)


class _Asks:
    def __init__(self, asked: Nudge | DirectNudge, context: RenderContext, standing: ReviewStatus | None) -> None:
        self._key = question_of(asked.key)
        facts = self._facts = asked.prompts
        assert facts.at is not None  # an answer comes after its question
        self._context = context
        self._at = facts.at
        settled = (facts.answered_by, facts.until, facts.passed, facts.put_off, facts.over)
        self._update = facts.due is not None and all(each is None for each in settled)
        self._story = facts.gap_from is not None and facts.gap_by is None
        self._vacant = facts.vacant_from is not None and facts.vacant_over is None
        self._look = facts.look is not None and facts.kept is None
        self._idle = facts.idle_from is not None and facts.idle_over is None
        self._review = facts.review_by is not None and not facts.review_over
        self._factors = facts.factors is not None
        self._standing = standing
        self._unowned = self._items(facts.unowned or ())

    def _items(self, which: Sequence[int]) -> Sequence[ActionItem]:
        if not which:
            return ()
        return [item for item in self._context.details.actions if item.number in which and not item.done_at]

    # What was answered

    def answers(self) -> Iterator[str]:
        yield from self._update_answered()
        facts = self._facts
        if facts.gap_by and facts.gap_from:
            yield render(
                nudge_messages.SilenceAnswered(facts.gap_by.name, facts.gap_from, self._at, nothing=facts.nothing)
            )
        if facts.vacant_over is not None:
            yield render(nudge_messages.Vacant(self._since(facts.vacant_from)[1], facts.vacant_over, over=True))
        if facts.kept and facts.look:
            yield render(self._look_again(self._severity(facts.kept)))
        if facts.idle_over is not None:
            yield render(nudge_messages.Idle(*self._since(facts.idle_from), facts.idle_over))
        if facts.review_over and facts.review_by:
            yield render(review_messages.ReviewDone(facts.review_by))

    def _update_answered(self) -> Iterator[str]:
        facts = self._facts
        if facts.answered_by:
            yield render(nudge_messages.NudgeAnswered(facts.answered_by.name, _known(facts.due)))
        elif facts.until and facts.snoozed_by:
            yield render(nudge_messages.NudgeSnoozed(facts.snoozed_by.name, facts.until, facts.reason))
        elif facts.put_off:
            yield render(nudge_messages.NudgePutOff(_known(facts.due)))
        elif facts.passed or facts.over is not None:
            yield render(nudge_messages.NudgeOver(_known(facts.due), facts.over or ""))

    # What is asked

    def questions(self) -> Iterator[str]:
        if self._update:
            declared = self._context.incident.declared_at
            yield render(nudge_messages.UpdateOverdue(_known(self._facts.due), self._last(), declared))
        if self._vacant:
            yield render(nudge_messages.Vacant(self._since(self._facts.vacant_from)[1], "", over=False))
        if self._look:
            yield render(self._look_again(None))
        if self._idle:
            yield render(nudge_messages.Idle(*self._since(self._facts.idle_from), ""))
        if self._review:
            within = self._context.severity.review_within_hours
            yield render(nudge_messages.ReviewReminder(_known(self._facts.review_by), self._overdue(), within))
        if self._standing and (self._review or self._factors):
            yield render(self._stands(self._standing))
        if self._unowned:
            yield render(nudge_messages.Unowned(self._unowned))
        if self._story:
            start, silence = self._since(self._facts.gap_from)
            yield render(nudge_messages.SilenceQuestion(silence, start))

    def _stands(self, standing: ReviewStatus) -> review_messages.ReviewOpenPoints:
        """Of the review, what it lacks and whom it waits for; of the factors, only those."""
        asked = by_holder(standing.open_questions)[:MOST_HOLDERS] if self._review else []
        more = len(standing.open_questions) - sum(len(mine) for _whom, mine in asked) if self._review else 0
        factors = [blocks.clip(each, LONGEST_FACTOR) for each in standing.open_factors]
        return review_messages.ReviewOpenPoints(standing, asked, more, factors[:MOST_FACTORS], review=self._review)

    def listed(self) -> list[Block]:
        """What does not fit into one sentence."""
        said = [render(nudge_messages.Unowned(self._unowned))] if self._unowned else []
        if self._standing and (self._review or self._factors):
            said.append(render(self._stands(self._standing)))
        return [block for each in said for block in blocks.sections(each)]

    def whom(self) -> Iterator[str]:
        """Whoever is asked is mentioned once."""
        directly = self._facts.directly if self._update else ()
        mentions = dict.fromkeys(self._mentions() if self._update else ())
        if any((self._vacant, self._look, self._idle, self._review, self._factors, self._unowned, self._story)):
            mentions[leader(self._context.incident)] = None
        yield render(
            nudge_messages.NudgeWhom(tuple(mentions), tuple(each for each in directly if each not in mentions))
        )

    def _mentions(self) -> tuple[Person, ...]:
        """A nudge of an older version named nobody: it waited for who leads."""
        named = self._facts.mentions
        return (leader(self._context.incident),) if named is None else named

    def sentence(self) -> nudge_messages.NudgeSentence:
        facts = self._facts
        return nudge_messages.NudgeSentence(
            self._context.incident,
            self._context.severity,
            due=facts.due if self._update else None,
            last=self._last() if self._update else None,
            silence=self._since(facts.gap_from)[1] if self._story else None,
            vacant=self._since(facts.vacant_from)[1] if self._vacant else None,
            idle=self._since(facts.idle_from)[1] if self._idle else None,
            look=self._severity(facts.look) if self._look else None,
            review_by=facts.review_by if self._review else None,
            overdue=self._overdue() if self._review else None,
            factors=facts.factors or 0,
            unowned=len(self._unowned),
        )

    def _last(self) -> datetime | None:
        """The last update before it was asked; older versions took the declaration for one."""
        last = self._facts.last
        return last if last and last > self._context.incident.declared_at else None

    def _look_again(self, kept: Severity | None) -> nudge_messages.LookAgain:
        facts, by = self._facts, self._facts.look_by.name if self._facts.look_by else ""
        return nudge_messages.LookAgain(self._severity(facts.look), self._severity(facts.was), facts.reasons, kept, by)

    def _severity(self, key: str | None) -> Severity:
        return self._context.policy.severity(_known(key))

    def _overdue(self) -> timedelta | None:
        late = self._at - _known(self._facts.review_by)
        return late if late > timedelta(0) else None

    def _since(self, start: datetime | None) -> tuple[datetime, timedelta]:
        return _known(start), self._at - _known(start)

    # What can be pressed

    def buttons(self) -> Iterator[InteractiveElement]:
        """The likely one first, and that one is the primary one."""
        first = True
        for each in self._pressable():
            if first and isinstance(each, ButtonElement):
                each.style = "primary"
            first = False
            yield each

    def _pressable(self) -> Iterator[InteractiveElement]:
        number, key = self._context.incident.number, self._key
        if self._update:
            yield blocks.button(wording.POST_UPDATE, action_ids.POST_UPDATE, number)
            yield blocks.button(wording.NO_CHANGE, action_ids.NOTHING_NEW, key)
            yield _snooze(key, self._context.policy.snooze_minutes)
        if self._vacant:
            yield blocks.button(wording.TAKE_COMMAND, action_ids.TAKE_COMMAND, number)
        if self._look:
            sounds = self._severity(self._facts.look)
            yield blocks.button(wording.set_severity(sounds.name), action_ids.RAISE_SEVERITY, key)
            yield blocks.button(
                wording.keep_severity(self._severity(self._facts.was).name), action_ids.KEEP_SEVERITY, key
            )
        if self._idle and not self._update:
            yield blocks.button(wording.POST_UPDATE, action_ids.POST_UPDATE, number)
        if self._idle:
            yield blocks.button(wording.RESOLVE, action_ids.RESOLVE, number)
        if self._review:
            yield blocks.button(wording.POST_REVIEW, action_ids.POST_REVIEW, number)
            if self._standing and self._standing.open_questions:
                yield blocks.button(wording.ANSWER_QUESTIONS, action_ids.review_action(ReviewAction.ANSWER), number)
        elif self._factors:
            yield blocks.button(wording.DECIDE_FACTORS, action_ids.review_action(ReviewAction.FACTORS), number)
        if self._unowned:
            yield blocks.button(wording.ACTION_ITEMS, action_ids.run("action"), "action")
        if self._story:
            yield blocks.button(wording.ADD_ENTRY, action_ids.SAY_WHAT_HAPPENED, key)
            yield blocks.button(wording.NOTHING_TO_ADD, action_ids.NOTHING_HAPPENED, key)


def _snooze(key: str, lengths: Sequence[int]) -> InteractiveElement:
    """Choosing a length asks for the reason."""
    options = [Option(value=f"{key}|{minutes}", text=wording.snooze_length(minutes)) for minutes in lengths]
    return StaticSelectElement(
        action_id=action_ids.SNOOZE, options=options, placeholder=PlainTextObject(text=wording.SNOOZE)
    )


def _known(fact: T | None) -> T:
    """Of what is asked, the facts are there."""
    assert fact is not None
    return fact
