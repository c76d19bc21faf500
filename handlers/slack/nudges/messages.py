"""Draws the messages that ask for something: an update, an entry after a silence, a commander, a review.

One message asks everything that was due at the same moment, and shows the answers given so far. The direct message
shows the same without mentions. A nudge that was followed by the next one is deleted.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, get_args

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    InteractiveElement,
    PlainTextObject,
    StaticSelectElement,
)

from bot.config.policy import Severity
from bot.nudges.escalation import leader
from bot.outbox.keys import question_of
from bot.outbox.nudges import (
    Answer,
    Asking,
    CommandTaken,
    CommandUnneeded,
    DirectNudge,
    IdleIncident,
    IdleIncidentEnded,
    MissingCommander,
    Nudge,
    OverdueReview,
    OverdueUpdate,
    Question,
    ReviewFinished,
    SeverityDoubt,
    SeveritySettled,
    SilenceExplained,
    UndecidedFactors,
    UnexplainedSilence,
    UnownedActionItems,
    UpdateGiven,
    UpdatePutOff,
    UpdateSnoozed,
    UpdateUnneeded,
)
from bot.review.follow_up import ReviewStatus, by_holder
from bot.review.review_command import ReviewAction
from bot.tasks.model import ActionItem
from handlers.slack import action_ids
from handlers.slack.blockkit import blocks
from handlers.slack.blockkit.cutting import TYPED, clip
from handlers.slack.outbox.render_context import RenderContext, RenderedMessage, message
from handlers.slack.requests.authorization import Offers
from handlers.slack.review.open_button import open_button
from templates.nudges import messages as nudge_messages
from templates.nudges import wording
from templates.rendering import Context
from templates.review import messages as review_messages

MOST_HOLDERS, MOST_FACTORS = 6, 5  # that a question about a review names
LONGEST_FACTOR = 200  # characters
ASKED_IN_ORDER: Final = get_args(Question)
TOLD_IN_ORDER: Final = get_args(Answer)


def nudge(asked: Nudge, context: RenderContext, standing: ReviewStatus | None = None) -> RenderedMessage:
    """Draw the message in the channel. `standing` is the state of the review, if the message asks about one."""
    asks = _Asks(asked, context, standing)
    buttons, said = tuple(asks.buttons()), [*asks.answers(), *asks.questions()]
    if buttons:
        text = "\n".join((*said, *asks.whom()))
        return message(context.render(asks.sentence()), [*blocks.sections(text), blocks.actions(*buttons)])
    return _answered(said) if said else asks.replaced()


def direct(
    offers: Callable[[str], Offers], asked: DirectNudge, context: RenderContext, standing: ReviewStatus | None = None
) -> RenderedMessage:
    """Draw the direct message: the notification's sentence, and where else it can be answered.

    `offers` is what the reader is offered: a guest only hears of it.
    """
    asks = _Asks(asked, context, standing)
    buttons, said = tuple(asks.buttons()), list(asks.answers())
    if not buttons:
        return _answered(said) if said else asks.replaced()
    left = offers(asked.to).blocks([blocks.actions(*buttons)])
    where = nudge_messages.NudgeDirect(context.incident.open_channel, may_answer=bool(left))
    sentence, there = context.render(asks.sentence()), context.render(where)
    drawn: list[Block] = [*blocks.sections(f"{sentence} {there}"), *asks.listed(), *left]
    return message(sentence, drawn)


def _answered(said: Sequence[str]) -> RenderedMessage:
    text = "\n".join(said)
    return message(text, blocks.sections(text))


class _Asks:
    def __init__(self, asked: Asking, context: RenderContext, standing: ReviewStatus | None) -> None:
        assert asked.at is not None  # an answer comes after its question
        self._key = question_of(asked.key)
        self._asked, self._at = asked, asked.at
        self._context = context
        self._standing = standing
        waiting = (each for each in asked.still_open if not isinstance(each, UnownedActionItems) or self._items(each))
        self._open = sorted(waiting, key=lambda each: ASKED_IN_ORDER.index(type(each)))

    def _items(self, asked: UnownedActionItems) -> Sequence[ActionItem]:
        return [item for item in self._context.details.actions if item.number in asked.numbers and not item.done_at]

    def _is_open(self, kind: type[Question]) -> bool:
        return any(isinstance(each, kind) for each in self._open)

    def replaced(self) -> RenderedMessage:
        """Nothing is left to show: the message is deleted, or becomes one line where Slack doesn't allow that."""
        overdue = self._asked.question(OverdueUpdate)
        left = self._context.render(nudge_messages.NudgeReplaced(overdue.due if overdue else None))
        return replace(_answered([left]), obsolete=True)

    # Answers

    def answers(self) -> Iterator[str]:
        for answer in sorted(self._asked.answers, key=lambda each: TOLD_IN_ORDER.index(type(each))):
            question = self._asked.question(answer.of)
            yield from map(self._context.render, self._answered(question, answer))

    def _answered(self, question: Question | None, answer: Answer) -> Iterator[Context]:
        match question, answer:
            case OverdueUpdate(due=due), _:
                yield from _update_answered(due, answer)
            case UnexplainedSilence(since=start), SilenceExplained(by=by, nothing=nothing):
                yield nudge_messages.SilenceAnswered(by.name, start, self._at, nothing=nothing)
            case MissingCommander(), CommandTaken(name=name):
                yield nudge_messages.Vacant(name, over=True)
            case MissingCommander(), CommandUnneeded():
                yield nudge_messages.Vacant("", over=True)
            case SeverityDoubt() as doubt, SeveritySettled(severity=kept, by=who):
                yield self._look_again(doubt, self._severity(kept), who.name if who else "")
            case IdleIncident(since=start), IdleIncidentEnded(status=status):
                yield nudge_messages.Idle(start, wording.ended(status))
            case OverdueReview(due=due), ReviewFinished():
                yield review_messages.ReviewDone(due)

    # Questions

    def questions(self) -> Iterator[str]:
        for each in self._open:
            yield from map(self._context.render, self._question(each))

    def _question(self, asked: Question) -> Iterator[Context]:
        match asked:
            case OverdueUpdate(due=due):
                incident, severity = self._context.incident, self._context.severity
                yield nudge_messages.UpdateOverdue(incident, severity, due, self._last(asked))
            case MissingCommander():
                yield nudge_messages.Vacant("", over=False)
            case SeverityDoubt():
                yield self._look_again(asked, None, "")
            case IdleIncident(since=start):
                yield nudge_messages.Idle(start, "")
            case OverdueReview(due=due, escalated=escalated):
                yield nudge_messages.ReviewReminder(due, overdue=self._at > due, escalated=escalated)
                yield from self._points(asked)
            case UndecidedFactors():
                yield from self._points(asked)
            case UnownedActionItems():
                yield nudge_messages.Unowned(self._items(asked), self._at)
            case UnexplainedSilence(since=start):
                yield nudge_messages.SilenceQuestion(start)

    def _points(self, asked: Question) -> Iterator[review_messages.ReviewOpenPoints]:
        """What the review is missing and who can answer it, with its open factors; only the factors if it isn't due."""
        match asked, self._standing:
            case OverdueReview(), ReviewStatus() as standing:
                yield _stands(self._context.incident.number, standing, review=True)
            case UndecidedFactors(), ReviewStatus() as standing if not self._is_open(OverdueReview):
                yield _stands(self._context.incident.number, standing, review=False)

    def listed(self) -> list[Block]:
        """What doesn't fit into one sentence."""
        unowned = (each for each in self._open if isinstance(each, UnownedActionItems))
        said = [self._context.render(nudge_messages.Unowned(self._items(each), self._at)) for each in unowned]
        said.extend(self._context.render(point) for each in self._open for point in self._points(each))
        return [block for each in said for block in blocks.sections(each)]

    def whom(self) -> Iterator[str]:
        """Mention everyone once."""
        to = leader(self._context.incident)
        mentions = tuple(dict.fromkeys(who for each in self._open for who in each.asked_of(to) if who.is_there))
        directly = (who for each in self._open if isinstance(each, OverdueUpdate) for who in each.directly)
        last = next((each.summary for each in self._open if isinstance(each, OverdueUpdate)), None)
        also = tuple(who for who in directly if who not in mentions)
        yield self._context.render(nudge_messages.NudgeWhom(mentions, also, last))

    def sentence(self) -> nudge_messages.NudgeSentence:
        said = nudge_messages.NudgeSentence(self._context.incident, self._context.severity)
        for each in self._open:
            said = self._with(said, each)
        return said

    def _with(self, said: nudge_messages.NudgeSentence, asked: Question) -> nudge_messages.NudgeSentence:
        match asked:
            case OverdueUpdate(due=due):
                return replace(said, due=due, last=self._last(asked))
            case MissingCommander():
                return replace(said, vacant=True)
            case SeverityDoubt(sounds=sounds):
                return replace(said, look=self._severity(sounds))
            case IdleIncident(since=start):
                return replace(said, idle=self._at - start)
            case OverdueReview(due=due):
                return replace(said, review_by=due, overdue=self._at > due)
            case UndecidedFactors(count=count):
                return replace(said, factors=count)
            case UnownedActionItems():
                return replace(said, unowned=len(self._items(asked)))
            case UnexplainedSilence(since=start):
                return replace(said, silence=start)

    def _last(self, asked: OverdueUpdate) -> datetime | None:
        """Return when the last update was posted. Older versions stored the declaration as the first update."""
        return asked.last if asked.last and asked.last > self._context.incident.declared_at else None

    def _look_again(self, doubt: SeverityDoubt, kept: Severity | None, by: str) -> nudge_messages.LookAgain:
        sounds, was = self._severity(doubt.sounds), self._severity(doubt.severity)
        return nudge_messages.LookAgain(sounds, was, doubt.reasons, kept, by)

    def _severity(self, key: str) -> Severity:
        return self._context.policy.severity(key)

    # Buttons

    def buttons(self) -> Iterator[InteractiveElement]:
        """The most likely one first; only that one is primary."""
        first = True
        for each in (button for question in self._open for button in self._pressable(question)):
            if first and isinstance(each, ButtonElement):
                each.style = "primary"
            first = False
            yield each

    def _pressable(self, asked: Question) -> Iterator[InteractiveElement]:
        number, key = self._context.incident.number, self._key
        match asked:
            case OverdueUpdate():
                yield blocks.button(wording.POST_UPDATE, action_ids.POST_UPDATE, number)
                yield blocks.button(wording.NO_CHANGE, action_ids.NOTHING_NEW, key)
                yield _snooze(key, self._context.policy.snooze_minutes)
            case MissingCommander():
                yield blocks.button(wording.TAKE_COMMAND, action_ids.TAKE_COMMAND, number)
            case SeverityDoubt(sounds=sounds, severity=was):
                raised = wording.set_severity(self._severity(sounds).name)
                yield blocks.button(raised, action_ids.RAISE_SEVERITY, key)
                yield blocks.button(wording.keep_severity(self._severity(was).name), action_ids.KEEP_SEVERITY, key)
            case IdleIncident():
                if not self._is_open(OverdueUpdate):
                    yield blocks.button(wording.POST_UPDATE, action_ids.POST_UPDATE, number)
                yield blocks.button(wording.RESOLVE, action_ids.RESOLVE, number)
            case OverdueReview():
                yield open_button(number, self._context.review_link)
                if self._standing and self._standing.open_questions:
                    yield blocks.button(wording.ANSWER_QUESTIONS, action_ids.review_action(ReviewAction.ANSWER), number)
            case UndecidedFactors() if not self._is_open(OverdueReview):
                yield blocks.button(wording.DECIDE_FACTORS, action_ids.review_action(ReviewAction.FACTORS), number)
            case UnownedActionItems():
                yield blocks.button(wording.ACTION_ITEMS, action_ids.run("action"), "action")
            case UnexplainedSilence():
                yield blocks.button(wording.ADD_ENTRY, action_ids.SAY_WHAT_HAPPENED, key)
                yield blocks.button(wording.NOTHING_TO_ADD, action_ids.NOTHING_HAPPENED, key)


def _update_answered(due: datetime, answer: Answer) -> Iterator[Context]:
    """What became of an update nudge; nothing if the next one was posted."""
    match answer:
        case UpdateGiven(by=by):
            yield nudge_messages.NudgeAnswered(by.name, due)
        case UpdateSnoozed(by=by, until=until, reason=reason):
            yield nudge_messages.NudgeSnoozed(by.name, until, reason)
        case UpdatePutOff():
            yield nudge_messages.NudgePutOff()
        case UpdateUnneeded(status=status):
            yield nudge_messages.NudgeOver(due, wording.ended(status))


def _stands(number: int, standing: ReviewStatus, *, review: bool) -> review_messages.ReviewOpenPoints:
    asked = by_holder(standing.open_questions)[:MOST_HOLDERS] if review else []
    more = len(standing.open_questions) - sum(len(mine) for _whom, mine in asked) if review else 0
    factors = [clip(each, LONGEST_FACTOR, TYPED) for each in standing.open_factors]
    return review_messages.ReviewOpenPoints(number, standing, asked, more, factors[:MOST_FACTORS], review=review)


def _snooze(key: str, lengths: Sequence[int]) -> InteractiveElement:
    """A menu of durations; choosing one opens the form for the reason."""
    options = [blocks.option(f"{key}|{minutes}", wording.snooze_length(minutes)) for minutes in lengths]
    return StaticSelectElement(
        action_id=action_ids.SNOOZE, options=options, placeholder=PlainTextObject(text=wording.SNOOZE)
    )
