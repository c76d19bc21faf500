"""What the message looks like that asks something: for an update, what happened in a silence, or anything else due.

Its row's payload has the facts of each question that was asked at that moment, and of the answers so far. The same is
drawn for who is asked by direct message, without the mentions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    InteractiveElement,
    Option,
    PlainTextObject,
    StaticSelectElement,
)

from bot.config.policy import Severity
from bot.json_types import Json
from bot.nudges.escalation import leader
from bot.outbox import messages
from bot.outbox.model import OutboxRow
from bot.people.model import Person
from bot.review.commands import ReviewAction
from bot.review.follow_up import ReviewStatus, by_holder
from bot.tasks.model import ActionItem
from handlers.slack import action_ids, blocks
from handlers.slack.render_context import Message, RenderContext, message, moment, name
from templates.nudges import messages as nudge_messages
from templates.rendering import render
from templates.review import messages as review_messages

MOST_HOLDERS, MOST_FACTORS = 6, 5  # that a question about a review names
LONGEST_FACTOR = 200  # characters


def nudge(row: OutboxRow, context: RenderContext, standing: ReviewStatus | None = None) -> Message:
    """`standing` is how the review stands that is due, where one is."""
    asks = _Asks(row, context, standing)
    buttons, answers = tuple(asks.buttons()), tuple(asks.answers())
    if not buttons:
        said = "\n".join((*answers, *asks.questions()))
        return message(said, blocks.sections(said)) if said else message(" ", [])
    said = "\n".join((*answers, *asks.questions(), *asks.whom()))
    return message(render(asks.sentence()), [*blocks.sections(said), blocks.actions(*buttons)])


def direct(row: OutboxRow, context: RenderContext, standing: ReviewStatus | None = None) -> Message:
    """To somebody by direct message: all that the phone says, and where else it stands."""
    asks = _Asks(row, context, standing)
    buttons = tuple(asks.buttons())
    if not buttons:
        said = "\n".join(asks.answers())
        return message(said, blocks.sections(said))
    asked, there = render(asks.sentence()), render(nudge_messages.NudgeDirect(context.incident.channel))
    drawn: list[Block] = [*blocks.sections(f"{asked} {there}"), *asks.listed(), blocks.actions(*buttons)]
    return message(asked, drawn)


class _Asks:
    def __init__(self, row: OutboxRow, context: RenderContext, standing: ReviewStatus | None) -> None:
        self._key = messages.question_of(row.key)
        self._facts = row.payload
        self._scene = context
        self._at = moment(row.payload["at"])
        self._update = self._open("due", "answered_by", "until", "passed", "over")
        self._story = self._open("gap_from", "gap_by")
        self._vacant = self._open("vacant_from", "vacant_over")
        self._look = self._open("look", "kept")
        self._idle = self._open("idle_from", "idle_over")
        self._review = self._open("review_by", "review_over")
        self._factors = "factors" in self._facts
        self._standing = standing
        self._unowned = self._items() if "unowned" in self._facts else ()

    def _open(self, asked: str, *answers: str) -> bool:
        return asked in self._facts and not set(answers) & set(self._facts)

    def _items(self) -> Sequence[ActionItem]:
        which, all_of_it = self._facts["unowned"], self._scene.details.actions
        assert isinstance(which, Sequence)
        return [item for item in all_of_it if item.number in which and not item.done_at]

    # What was answered

    def answers(self) -> Iterator[str]:
        yield from self._update_answered()
        facts = self._facts
        if "gap_by" in facts:
            start, by = moment(facts["gap_from"]), name(facts["gap_by"])
            yield render(nudge_messages.GapAnswered(by, start, self._at, nothing=bool(facts["nothing"])))
        if "vacant_over" in facts:
            yield render(nudge_messages.Vacant(self._since("vacant_from")[1], str(facts["vacant_over"]), over=True))
        if "kept" in facts and "look" in facts:
            yield render(self._look_again(self._severity("kept")))
        if "idle_over" in facts:
            yield render(nudge_messages.Idle(*self._since("idle_from"), str(facts["idle_over"])))
        if "review_over" in facts:
            yield render(review_messages.ReviewDone(moment(facts["review_by"])))

    def _update_answered(self) -> Iterator[str]:
        facts = self._facts
        if "answered_by" in facts:
            last, silence = self._since("last")
            yield render(nudge_messages.NudgeAnswered(name(facts["answered_by"]), silence, last))
        elif "until" in facts:
            reason = str(facts.get("reason", ""))
            yield render(nudge_messages.NudgeSnoozed(name(facts["snoozed_by"]), moment(facts["until"]), reason))
        elif "passed" in facts or "over" in facts:
            yield render(nudge_messages.NudgeOver(self._at, str(facts.get("over", ""))))

    # What is asked

    def questions(self) -> Iterator[str]:
        if self._update:
            last, silence = self._since("last")
            yield render(nudge_messages.Nudge(silence, last, moment(self._facts["due"])))
        if self._vacant:
            yield render(nudge_messages.Vacant(self._since("vacant_from")[1], "", over=False))
        if self._look:
            yield render(self._look_again(None))
        if self._idle:
            yield render(nudge_messages.Idle(*self._since("idle_from"), ""))
        if self._review:
            within = self._scene.severity.review_within_hours
            yield render(nudge_messages.ReviewDue(moment(self._facts["review_by"]), self._overdue(), within))
        if self._standing and (self._review or self._factors):
            yield render(self._stands(self._standing))
        if self._unowned:
            yield render(nudge_messages.Unowned(self._unowned))
        if self._story:
            start, silence = self._since("gap_from")
            yield render(nudge_messages.Gap(silence, start))

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
        directly = self._people("directly") if self._update else ()
        mentions = dict.fromkeys(self._people("mentions") if self._update else ())
        if any((self._vacant, self._look, self._idle, self._review, self._factors, self._unowned, self._story)):
            mentions[leader(self._scene.incident)] = None
        yield render(
            nudge_messages.NudgeWhom(tuple(mentions), tuple(each for each in directly if each not in mentions))
        )

    def _people(self, fact: str) -> tuple[Person, ...]:
        """A nudge of an older version named nobody: it waited for who leads."""
        found: Any = self._facts.get(fact, ())
        if "mentions" not in self._facts and fact == "mentions":
            return (leader(self._scene.incident),)
        return tuple(Person(str(each["id"]), str(each["name"])) for each in found)

    def sentence(self) -> nudge_messages.NudgeSentence:
        asked = nudge_messages.NudgeSentence(self._scene.incident, self._scene.severity, unowned=len(self._unowned))
        for is_asked, fact, told in (
            (self._update, "last", "silence"),
            (self._story, "gap_from", "gap"),
            (self._vacant, "vacant_from", "vacant"),
            (self._idle, "idle_from", "idle"),
        ):
            asked = replace(asked, **{told: self._since(fact)[1]}) if is_asked else asked  # type: ignore[arg-type]
        if self._look:
            asked = replace(asked, look=self._severity("look"))
        if self._review:
            asked = replace(asked, review_by=moment(self._facts["review_by"]), overdue=self._overdue())
        if self._factors:
            asked = replace(asked, factors=int(str(self._facts["factors"])))
        return asked

    def _look_again(self, kept: Severity | None) -> nudge_messages.LookAgain:
        by = name(self._facts["look_by"]) if "look_by" in self._facts else ""
        reasons = [str(reason) for reason in _listed(self._facts["reasons"])]
        return nudge_messages.LookAgain(self._severity("look"), self._severity("was"), reasons, kept, by)

    def _severity(self, fact: str) -> Severity:
        return self._scene.policy.severity(str(self._facts[fact]))

    def _overdue(self) -> timedelta | None:
        late = self._at - moment(self._facts["review_by"])
        return late if late > timedelta(0) else None

    def _since(self, fact: str) -> tuple[datetime, timedelta]:
        start = moment(self._facts[fact])
        return start, self._at - start

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
        number, key = self._scene.incident.number, self._key
        if self._update:
            yield blocks.button("Post update", action_ids.POST_UPDATE, number)
            yield blocks.button("Nothing new, still working", action_ids.NOTHING_NEW, key)
            yield _snooze(key, self._scene.policy.snooze_minutes)
        if self._vacant:
            yield blocks.button("Take command", action_ids.TAKE_COMMAND, number)
        if self._look:
            sounds = self._severity("look")
            yield blocks.button(f"Set {sounds.name}", action_ids.RAISE_SEVERITY, key)
            yield blocks.button(f"Keep {self._severity('was').name}", action_ids.KEEP_SEVERITY, key)
        if self._idle and not self._update:
            yield blocks.button("Post update", action_ids.POST_UPDATE, number)
        if self._idle:
            yield blocks.button("Resolve", action_ids.RESOLVE, number)
        if self._review:
            yield blocks.button("Post review", action_ids.POST_REVIEW, number)
            if self._standing and self._standing.open_questions:
                yield blocks.button("Answer questions", action_ids.hand(ReviewAction.ANSWER), number)
        elif self._factors:
            yield blocks.button("Decide factors", action_ids.hand(ReviewAction.FACTORS), number)
        if self._unowned:
            yield blocks.button("Action items", action_ids.run("action"), "action")
        if self._story:
            yield blocks.button("Say what happened", action_ids.SAY_WHAT_HAPPENED, key)
            yield blocks.button("Nothing happened", action_ids.NOTHING_HAPPENED, key)


def _snooze(key: str, lengths: Sequence[int]) -> InteractiveElement:
    """Choosing a length asks for the reason."""
    options = [Option(value=f"{key}|{minutes}", text=f"{minutes} min") for minutes in lengths]
    return StaticSelectElement(action_id=action_ids.SNOOZE, options=options, placeholder=PlainTextObject(text="Snooze"))


def _listed(value: Json) -> Sequence[Json]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()
