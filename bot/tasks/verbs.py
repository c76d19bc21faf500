"""The verbs of tasks and action items, and the parsing of their arguments, which raises Unclear."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.commands.arguments import as_text, first_word, is_unknown_person, required
from bot.commands.command_verb import CommandVerb, Leading
from bot.commands.incident_numbers import counted, number_in_front
from bot.commands.mentions import one_called
from bot.commands.quotes import Piece, pieces, unquoted
from bot.commands.requests import CommandContext, Request, TypedText
from bot.errors import Either, Guess, Unclear
from bot.people.model import Person
from bot.tasks.arguments import mentioned, new_action
from templates.roles.wording import unknown_person
from templates.tasks import wording


@dataclass(frozen=True)
class AddAction(Request):
    title: str
    owner: str = ""
    owner_id: str = ""
    priority: str = ""
    due: date | None = None
    kind: str = ""


@dataclass(frozen=True)
class ShowActions(Request):
    pass


@dataclass(frozen=True)
class CompleteActions(Request):
    """Marks items done, or reopens them where `done` is False."""

    numbers: tuple[int, ...]
    done: bool = True


@dataclass(frozen=True)
class ShowTasks(Request):
    pass


@dataclass(frozen=True)
class AddTask(Request):
    title: str
    assignee: Person | None = None


@dataclass(frozen=True)
class CompleteTasks(Request):
    """Marks items done, or reopens them where `done` is False."""

    numbers: tuple[int, ...]
    done: bool = True


@dataclass(frozen=True)
class AssignTask(Request):
    """Assigns a task, or unassigns it where `assignee` is None."""

    number: int
    assignee: Person | None


DONE: Final = "done"
_TICK_WORDS: Final = (DONE, "open", "reopen")
_NUMBERS = r"(?P<numbers>#?\d+(?:(?:\s*,\s*|\s+)#?\d+)*)"
_TICKS = re.compile(rf"(?:(?P<first>done|open|reopen)\s+{_NUMBERS})", re.IGNORECASE)
_CLOSES = re.compile(rf"(?P<word>close|complete|finish|check|tick|resolve)d?\s+{_NUMBERS}", re.IGNORECASE)
_TICKS_BEHIND = re.compile(rf"{_NUMBERS}\s+(?P<first>done|open|reopen)", re.IGNORECASE)


def _ticks(text: str) -> tuple[tuple[int, ...], bool] | None:
    """The numbers in `done 3`, `3 done`, `done 1 3` or `open 3`, and whether they are done; None for other text."""
    text = text.strip().rstrip(".!")
    said = _TICKS.fullmatch(text) or _TICKS_BEHIND.fullmatch(text)
    if said is None:
        return None
    numbers = tuple(dict.fromkeys(counted(each) for each in re.findall(r"\d+", said["numbers"])))
    return numbers, said["first"].casefold() == "done"


# task


def task(typed: TypedText, asking: CommandContext) -> AddTask | CompleteTasks | AssignTask | ShowTasks:
    if not typed.text.strip():
        return ShowTasks()
    ticked = _ticks(typed.text)
    if ticked:
        return CompleteTasks(*ticked)
    word, rest = first_word(typed.text)
    if word.casefold() == DONE:
        raise Unclear(wording.not_a_task_number(rest), as_text("task", typed.text) if rest else None)
    _refuse_close(typed, "task")
    return _assigned(typed, asking) or _added(typed, asking)


def _refuse_close(typed: TypedText, verb: str) -> None:
    """`close 1`, `finish 1` look like `done 1`."""
    if closed := _CLOSES.fullmatch(typed.text.strip()):
        meant = Either(verb, f"{DONE} {closed['numbers']}", wording.TO_MARK_DONE, other=as_text(verb, typed.text))
        raise Unclear(wording.not_a_tick(closed["word"]), meant)


def _assigned(typed: TypedText, asking: CommandContext) -> AssignTask | None:
    """Parse `3 @Bob Kim`, `3 me` and `3 none`. Other text, such as "3 nodes are left", is a title."""
    found = number_in_front(typed.text)
    if not found or found.said.casefold().startswith("inc"):
        return None
    which, whom = found.number, found.rest
    if not whom:
        raise Unclear(wording.no_assignee(found.said))
    if whom.casefold() in ("none", "nobody"):
        return AssignTask(which, None)
    if whom.casefold() == "me":
        return AssignTask(which, asking.person)
    if whom in typed.people:
        return AssignTask(which, _person(whom, typed))
    if is_unknown_person(whom):
        raise Unclear(unknown_person(whom), as_text("task", typed.text))
    named = one_called(whom, asking)
    return AssignTask(which, named) if named else None


def _person(name: str, typed: TypedText) -> Person:
    return Person(typed.people[name], name.removeprefix("@"))


def _added(typed: TypedText, asking: CommandContext) -> AddTask:
    """Parse a title with an optional mention of the assignee in front or behind.

    Behind a title in quotation marks there is nothing but the assignee.
    """
    text = typed.text.strip()
    first, *behind = pieces(text) or [Piece("")]
    if first.quoted:
        whom = _assignee(" ".join(each.text for each in behind), typed, asking)
        return AddTask(required(wording.A_TASK, first.text), whom)
    name, rest = ("", text) if unquoted(text) else mentioned(typed, "task")
    title = " ".join(required(wording.A_TASK, unquoted(rest) or rest).split())
    return AddTask(title, _person(name, typed) if name else None)


def _assignee(whom: str, typed: TypedText, asking: CommandContext) -> Person | None:
    if not whom:
        return None
    if whom in typed.people:
        return _person(whom, typed)
    named = asking.person if whom.casefold() == "me" else one_called(whom, asking)
    if named is None:
        close = asking.called(whom)
        hint = Guess("task", f"{typed.text.strip().removesuffix(whom)}{close[0].name}") if len(close) == 1 else None
        raise Unclear(unknown_person(whom), hint or as_text("task", typed.text))
    return named


# action


def action(typed: TypedText, asking: CommandContext) -> AddAction | CompleteActions | ShowActions:
    if not typed.text.strip():
        return ShowActions()
    ticked = _ticks(typed.text)
    if ticked:
        return CompleteActions(*ticked)
    word, rest = first_word(typed.text)
    if word.casefold() == DONE and len(rest.split()) == 1:
        raise Unclear(wording.not_an_item_number(rest), as_text("action", typed.text))
    _refuse_close(typed, "action")
    if typed.text.strip().casefold() in _TICK_WORDS:
        raise Unclear(wording.ITEM_NUMBER_MISSING, example=f"{typed.text.strip().casefold()} 1")
    asked = new_action(typed, asking)
    title = required(wording.AN_ACTION_ITEM, "" if typed.text.strip().isdecimal() else asked.title)
    who = typed.people.get(asked.owner, asked.owner_id)
    return AddAction(title, asked.owner.removeprefix("@"), who, asked.priority, asked.due, asked.kind)


VERBS: Final = (
    CommandVerb(
        "task",
        "task [<title>] [@person] or task <number> <@person|none> or task <done|open> <number>",
        "Add a task to do during the incident, assign it, mark it done or reopen it. Without arguments, opens the "
        "list.",
        "task Roll user-api back @bob",
        task,
        leading=Leading.ARGUMENT,
        states_a_fact=True,
        takes_number=lambda request: not isinstance(request, AddTask),
    ),
    CommandVerb(
        "action",
        "action [<title>] [<owner>] [P0..P3] [YYYY-MM-DD] [prevention|detection|mitigation|process] "
        "or action <done|open> <number>",
        "Add an action item for after the incident, mark it done or reopen it. To name a team as the owner, put the "
        "title in quotation marks. Without arguments, opens the list.",
        'action "Alert at 70% of the pool" Database team P1 2024-01-22 detection',
        action,
        leading=Leading.ARGUMENT,
        states_a_fact=True,
        takes_number=lambda request: not isinstance(request, AddAction),
    ),
)
