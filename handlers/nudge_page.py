"""What the message looks like that asks something: for an update, for what happened in a silence, or for both.

Its row's payload has the facts of each question that was asked at that moment, and of the answers so far.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from slack_sdk.models.blocks import ButtonElement

from bot.model import Row
from handlers import blocks, names
from handlers.scenes import Message, Scene, message, moment, name
from templates import messages as words
from templates import render


def nudge(row: Row, scene: Scene) -> Message:
    asks = _Asks(row, scene)
    said = "\n".join((*asks.answers(), *asks.questions()))
    buttons = tuple(asks.buttons())
    if not buttons:
        return message(said, blocks.sections(said))
    return message(render(asks.sentence()), [*blocks.sections(said), blocks.actions(*buttons)])


class _Asks:
    def __init__(self, row: Row, scene: Scene) -> None:
        self._row = row
        self._facts = row.payload
        self._scene = scene
        self._at = moment(row.payload["at"])
        self._wants_update = "due" in self._facts and not {"answered_by", "until"} & set(self._facts)
        self._wants_story = "gap_from" in self._facts and "gap_by" not in self._facts

    def answers(self) -> Iterator[str]:
        facts = self._facts
        if "answered_by" in facts:
            last, silence = self._since("last")
            yield render(words.NudgeAnswered(name(facts["answered_by"]), silence, last))
        elif "until" in facts:
            yield render(words.NudgeSnoozed(name(facts["snoozed_by"]), moment(facts["until"])))
        if "gap_by" in facts:
            start, by = moment(facts["gap_from"]), name(facts["gap_by"])
            yield render(words.GapAnswered(by, start, self._at, nothing=bool(facts["nothing"])))

    def questions(self) -> Iterator[str]:
        """Whoever is asked is mentioned once."""
        if self._wants_update:
            last, silence = self._since("last")
            by_name = self._facts.get("promised")
            promised = moment(by_name) if by_name else last + timedelta(minutes=self._scene.severity.update_every)
            yield render(words.Nudge(silence, last, promised))
        if self._wants_story:
            start, silence = self._since("gap_from")
            yield render(words.Gap(silence, start))
        if self._wants_update or self._wants_story:
            incident = self._scene.incident
            yield render(words.NudgeWhom(incident.commander or incident.declared_by))

    def sentence(self) -> words.NudgeSentence:
        asked = words.NudgeSentence(self._scene.incident, self._scene.severity, None, None)
        if self._wants_update:
            asked = replace(asked, silence=self._since("last")[1])
        return replace(asked, gap=self._since("gap_from")[1]) if self._wants_story else asked

    def buttons(self) -> Iterator[ButtonElement]:
        key, number = self._row.key, self._scene.incident.number
        if self._wants_update:
            yield blocks.button("Post update", names.POST_UPDATE, number, "primary")
        if self._wants_story:
            yield blocks.button(
                "Say what happened", names.SAY_WHAT_HAPPENED, key, None if self._wants_update else "primary"
            )
            yield blocks.button("Nothing happened", names.NOTHING_HAPPENED, key)
        if self._wants_update:
            yield blocks.button(f"Snooze {self._scene.practice.snooze_minutes} min", names.SNOOZE, key)

    def _since(self, fact: str) -> tuple[datetime, timedelta]:
        start = moment(self._facts[fact])
        return start, self._at - start
