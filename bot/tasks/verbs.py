"""The verbs of tasks and action items, and the parsing of their arguments, which raises Unclear."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.commands.arguments import first_word, required
from bot.commands.command_verb import CommandVerb, Leading
from bot.commands.requests import CommandContext, Request, TypedText
from bot.errors import Unclear
from bot.people.model import Person
from bot.tasks.model import ACTION_KINDS
from bot.time_parsing import looks_like_day, read_day
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


_NUMBERS = r"(?P<numbers>#?\d+(?:(?:\s*,\s*|\s+)#?\d+)*)"
_TICKS = re.compile(rf"(?:(?P<first>done|open|reopen)\s+{_NUMBERS})", re.IGNORECASE)
_TICKS_BEHIND = re.compile(rf"{_NUMBERS}\s+(?P<first>done|open|reopen)", re.IGNORECASE)


def _ticks(text: str) -> tuple[tuple[int, ...], bool] | None:
    """The numbers in `done 3`, `3 done`, `done 1 3` or `open 3`, and whether they are done; None for other text."""
    said = _TICKS.fullmatch(text.strip()) or _TICKS_BEHIND.fullmatch(text.strip())
    if said is None:
        return None
    numbers = tuple(dict.fromkeys(int(each) for each in re.findall(r"\d+", said["numbers"])))
    return numbers, said["first"].casefold() == "done"


# task


def task(typed: TypedText, asking: CommandContext) -> AddTask | CompleteTasks | AssignTask | ShowTasks:
    if not typed.text.strip():
        return ShowTasks()
    ticked = _ticks(typed.text)
    if ticked:
        return CompleteTasks(*ticked)
    return _assigned(typed, asking) or _added(typed, asking)


def _assigned(typed: TypedText, asking: CommandContext) -> AssignTask | None:
    """Parse `3 @Bob Kim`, `3 me` and `3 none`. Other text, such as "3 nodes are left", is a title."""
    number, whom = first_word(typed.text)
    if not number.removeprefix("#").isdecimal():
        return None
    if not whom:
        raise Unclear(wording.no_assignee(number))
    which = int(number.removeprefix("#"))
    if whom.casefold() in ("none", "nobody"):
        return AssignTask(which, None)
    person = _person(whom, typed, asking)
    return AssignTask(which, person) if person else None


def _person(word: str, typed: TypedText, asking: CommandContext) -> Person | None:
    if word.casefold() == "me":
        return asking.person
    return Person(typed.people[word], word.removeprefix("@")) if word in typed.people else None


def _added(typed: TypedText, asking: CommandContext) -> AddTask:
    """Parse a title with an optional mention of the assignee at its end. Of two names that fit, the longer one wins."""
    text = typed.text.strip()
    name = next((name for name in sorted(typed.people, key=len, reverse=True) if text.endswith(name)), "")
    title = " ".join(required(wording.A_TASK, text.removesuffix(name)).split())
    return AddTask(title, _person(name, typed, asking) if name else None)


# action

_QUOTED = re.compile(r"[\"“](?P<title>.+)[\"”](?P<rest>[^\"”]*)", re.DOTALL)
_OWNER = re.compile(r"(?P<title>.+?)\s(?P<rest>owner[:=].*)", re.IGNORECASE | re.DOTALL)
_OWNER_WORD = re.compile(r"^(?:owner[:=]|for\s)\s*", re.IGNORECASE)
_DUE_WORD = re.compile(r"(?:^|\s+)(?:due|by)[:=]?$", re.IGNORECASE)
_KIND_WORD = re.compile(r"(?:^|\s+)kind[:=]?$", re.IGNORECASE)
_SAYS_KIND = re.compile(r"\bkind[:=]?\s*\w+$", re.IGNORECASE)
_PRIORITY = re.compile(r"P[0-3]", re.IGNORECASE)
_WHO = re.compile(r"[^\s@\"“”]+@[^\s@\"“”]+\.[^\s@\"“”]+|@[\w.-]+")


def action(typed: TypedText, asking: CommandContext) -> AddAction | CompleteActions | ShowActions:
    if not typed.text.strip():
        return ShowActions()
    ticked = _ticks(typed.text)
    return CompleteActions(*ticked) if ticked else _new_action(typed, asking)


def _new_action(typed: TypedText, asking: CommandContext) -> AddAction:
    """Parse a title, then priority, due date, kind and owner in any order.

    A kind without any of the others belongs to the title, as in "Improve detection". After a quoted title or `owner:`,
    the rest is the owner's name; otherwise the owner is a mention, a handle or an email address.
    """
    text = required(wording.AN_ACTION_ITEM, typed.text)
    parts = _QUOTED.fullmatch(text) or _OWNER.fullmatch(text)
    rest, tail = _tail(parts["rest"] if parts else text, typed, asking, named=parts is None)
    title = required(wording.AN_ACTION_ITEM, parts["title"] if parts else rest)
    owner = tail.owner or (_OWNER_WORD.sub("", rest).strip() if parts else "")
    who = typed.people.get(owner, "")
    return AddAction(title, owner.removeprefix("@"), who, tail.priority, tail.due, tail.kind)


@dataclass(frozen=True)
class _Tail:
    owner: str = ""
    priority: str = ""
    due: date | None = None
    kind: str = ""


def _tail(text: str, typed: TypedText, asking: CommandContext, *, named: bool) -> tuple[str, _Tail]:
    """Split text into the title and the tail. `named`: the tail may hold an owner."""
    found, text, whole = _Tail(), text.strip(), text.strip()
    while text:
        last = text.rsplit(maxsplit=1)[-1]
        mention = next((name for name in typed.people if text.endswith(name)), "")
        if not found.priority and _PRIORITY.fullmatch(last):
            found, text = replace(found, priority=last.upper()), text.removesuffix(last).rstrip()
        elif found.due is None and looks_like_day(last):
            found = replace(found, due=read_day(last, asking.person.tz, asking.at))
            text = _DUE_WORD.sub("", text.removesuffix(last).rstrip())
        elif not found.kind and last.casefold() in ACTION_KINDS:
            found = replace(found, kind=last.casefold())
            text = _KIND_WORD.sub("", text.removesuffix(last).rstrip())
        elif named and not found.owner and (mention or _WHO.fullmatch(last)):
            found = replace(found, owner=mention or last)
            text = text.removesuffix(found.owner).rstrip()
        else:
            break
    if named and found == _Tail(kind=found.kind) and not _SAYS_KIND.search(whole):
        return whole, _Tail()
    return text, found


VERBS: Final = (
    CommandVerb(
        "task",
        "task [<title>] [@person] or task <number> <@person|none> or task <done|open> <number>",
        "Add a task to do during the incident, assign it, mark it done or reopen it. Without arguments, opens the "
        "list.",
        "task Roll user-api back @bob",
        task,
        leading=Leading.ARGUMENT,
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
    ),
)
