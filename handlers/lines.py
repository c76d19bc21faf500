"""The short lines in the channel that say what changed: one drawer for each `what` of a row's payload."""

from collections.abc import Callable, Mapping

from bot.model import Json, Row
from bot.practice import Practice
from handlers import blocks
from handlers.scenes import Message, Scene, message, moment, name
from templates import Context, render
from templates import messages as words

Facts = Mapping[str, Json]


def line(row: Row, scene: Scene) -> Message:
    text = render(LINES[str(row.payload["what"])](row.payload, scene.practice))
    return message(f"{scene.severity.name} {text}", blocks.sections(text))


def _severity(facts: Facts, practice: Practice) -> Context:
    before, now = practice.severity(str(facts["before"])), practice.severity(str(facts["severity"]))
    raised = practice.severities.index(now) < practice.severities.index(before)
    return words.SeverityLine(moment(facts["at"]), name(facts["by"]), before, now, raised)


def _commander(facts: Facts, _practice: Practice) -> Context:
    before, commander = str(facts["before"]), str(facts["commander"])
    return words.CommanderLine(moment(facts["at"]), name(facts["by"]), before, commander)


def _resolved(facts: Facts, _practice: Practice) -> Context:
    return words.ResolveLine(moment(facts["at"]), name(facts["by"]), str(facts["text"]))


def _reopened(facts: Facts, _practice: Practice) -> Context:
    return words.ReopenLine(moment(facts["at"]), name(facts["by"]))


def _status(facts: Facts, _practice: Practice) -> Context:
    before, status = str(facts["before"]), str(facts["status"])
    return words.StatusLine(moment(facts["at"]), name(facts["by"]), before, status)


LINES: Mapping[str, Callable[[Facts, Practice], Context]] = {
    "severity": _severity,
    "commander": _commander,
    "resolve": _resolved,
    "reopen": _reopened,
    "investigate": _status,
    "identify": _status,
    "mitigate": _status,
    "monitor": _status,
}
