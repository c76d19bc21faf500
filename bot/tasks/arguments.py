"""The arguments of a task and an action item: owner, priority, due date and type, in any order.

Behind a title in quotation marks everything is an argument. Without them, arguments are taken from the end of the text,
and a person also from its start. What stands there, looks like an argument and isn't one is asked about; quotation
marks around the whole make it text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.commands import mentions
from bot.commands.arguments import as_text, is_unknown_person
from bot.commands.quotes import Piece, pieces, quoted
from bot.commands.requests import CommandContext, TypedText
from bot.date_parsing import TypedDate, read_date
from bot.errors import Either, Hint, Unclear
from bot.people.model import Person
from bot.tasks import doubts
from bot.tasks.model import ACTION_KINDS
from bot.time_parsing import zone_of
from templates.commands.wording import enter, for_time, not_a_date
from templates.people.wording import deactivated_not_assignable
from templates.roles.wording import unknown_person
from templates.tasks import wording


@dataclass(frozen=True)
class NewAction:
    """An action item as it was typed; `owner` is a mention, an email address or a name."""

    title: str
    owner: str = ""
    priority: str = ""
    due: date | None = None
    kind: str = ""
    owner_id: str = ""  # of a person who was named without a mention


_OWNER_WORD: Final = re.compile(r"(?P<title>.+?)\s(?P<rest>owner[:：=].*)", re.IGNORECASE | re.DOTALL)
_PRIORITY: Final = re.compile(r"P[0-3]", re.IGNORECASE)
_LIKE_PRIORITY: Final = re.compile(r"P\d", re.IGNORECASE)  # two digits are a percentile: P99
_EMAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_DUE: Final = re.compile(r"(?:due|by|until)[:：=]?", re.IGNORECASE)
_KIND: Final = re.compile(r"(?:kind|type)[:：=]?", re.IGNORECASE)
_OWNER: Final = re.compile(r"(?:owner|assignee)[:：=]|for", re.IGNORECASE)
_LABEL_LEFT: Final = re.compile(
    r"\s+(?:owner|assignee|assigned to|due(?: date)?|deadline|priority|prio)[:：=]?$", re.IGNORECASE
)
_FOR_SOMEONE: Final = re.compile(r"\s(?:owner|assignee|assigned to|for)[:：=]?$", re.IGNORECASE)
_LABELED: Final = re.compile(r"(?P<label>(?:owner|assignee|due|by|kind|type)[:：=])(?P<value>\S+)", re.IGNORECASE)
_AND: Final = re.compile(r"\s*[,&+/]\s*|\s+and\s+", re.IGNORECASE)
# Behind one of these a date or a priority belongs to the sentence: "the outage of 10 Jan", "Alert on P1"
_GOVERNS: Final = frozenset(
    ("of", "from", "since", "using", "with", "at", "about", "than", "to", "the", "a", "an", "is", "are")
)
_GOVERNS_PRIORITY: Final = _GOVERNS | {"on", "for", "in"}
_LONGEST_DATE: Final = 4  # words: "Mon 22 Jan 2024"


def new_action(typed: TypedText, asking: CommandContext) -> NewAction:
    try:
        return _read(typed, asking)
    except Unclear as unclear:
        raise Unclear(str(unclear), unclear.hint or as_text("action", typed.text)) from None


def _read(typed: TypedText, asking: CommandContext) -> NewAction:
    found = _as_typed(typed, asking)
    today = asking.at.astimezone(zone_of(asking.person.tz)).date()
    if found.due and found.due < today:
        raise Unclear(wording.due_past(found.due.isoformat()))
    return found


def _as_typed(typed: TypedText, asking: CommandContext) -> NewAction:
    text = typed.text.strip()
    said = pieces(text)
    if said and said[0].quoted:
        if not said[0].text:
            rest = " ".join(quoted(each.text) if each.quoted else each.text for each in said[1:])
            raise Unclear(
                enter(wording.AN_ACTION_ITEM), Hint("action", example=f"{quoted(wording.EXAMPLE_TITLE)} {rest}".strip())
            )
        return _Arguments(typed, asking).all_of(NewAction(said[0].text), said[1:])
    if owned := _OWNER_WORD.fullmatch(text):
        return _Arguments(typed, asking).all_of(NewAction(owned["title"].strip()), pieces(owned["rest"]))
    return _Arguments(typed, asking).from_the_end(text)


def mentioned(typed: TypedText, verb: str) -> tuple[str, str]:
    """The person named at the start or the end of a text, "" for none, and the text without the name.

    Of two names that fit, the longer one wins. Raises Unclear for a name that is no person's, and for two.
    """
    text = typed.text.strip()
    last, rest = mentions.behind(text, typed.people)
    first, rest = mentions.in_front(rest, typed.people)
    if first and last:
        raise Unclear(wording.one_person(first, last), as_text(verb, text))
    if first or last:
        return first or last, rest
    if word := mentions.unknown_in_front(text, typed.people) or mentions.unknown_behind(text, typed.people):
        raise Unclear(unknown_person(word), as_text(verb, text))
    return "", rest


class _Arguments:
    def __init__(self, typed: TypedText, asking: CommandContext) -> None:
        self._typed, self._asking = typed, asking
        self._today = asking.at.astimezone(zone_of(asking.person.tz)).date()

    # Behind a title in quotation marks

    def all_of(self, found: NewAction, said: Sequence[Piece]) -> NewAction:
        said, owner = [*self._with_mentions(_apart(said))], []
        while said:
            taken, count = self._argument(found, said)
            if not count:
                owner.append(said[0])
            found, said = taken, said[count or 1 :]
        return self._owned(found, owner)

    def _owned(self, found: NewAction, said: Sequence[Piece]) -> NewAction:
        """The words that are left are the owner's name."""
        labeled = bool(said) and not said[0].quoted and _OWNER.fullmatch(said[0].text) is not None
        words = said[1:] if labeled else said
        self._refuse_like_arguments(words)
        if named := self._person_named(words):
            return replace(found, owner=named.name, owner_id=named.id)
        bare = " ".join(each.text for each in words if not each.quoted and each.text not in self._typed.people)
        self._refuse_in_owner(bare, labeled=labeled)
        several = [each for each in words if each.quoted or each.text in self._typed.people]
        if several and len(words) > 1:
            raise Unclear(wording.one_person(words[0].text, words[1].text))
        return replace(found, owner=" ".join(each.text for each in words))

    def _refuse_in_owner(self, name: str, *, labeled: bool) -> None:
        try:
            doubts.refuse_in_owner(name, labeled=labeled)
        except Unclear as unclear:
            front, found, behind = self._typed.text.rpartition(name)
            if labeled or not found or not doubts.may_be_name(name):
                raise
            raise Unclear(
                str(unclear), Hint("action", f"{front}owner: {name}{behind}", wording.for_team(name))
            ) from None

    def _refuse_like_arguments(self, said: Sequence[Piece]) -> None:
        for each in said:
            if each.quoted:
                continue
            if _LIKE_PRIORITY.fullmatch(each.text):
                raise Unclear(wording.not_a_priority(each.text))
            if is_unknown_person(each.text) and each.text not in self._typed.people:
                raise Unclear(unknown_person(each.text))

    def _person_named(self, said: Sequence[Piece]) -> Person | None:
        """The person whose whole name these words are. Raises Unclear for a part of a name, and for a namesake's."""
        text = " ".join(each.text for each in said)
        if not text or any(each.text in self._typed.people for each in said):
            return None
        if not said[0].quoted and text.casefold() in ("me", "none", "nobody"):
            return self._asking.person if text.casefold() == "me" else Person("", "")
        people = [each for each in self._asking.called(text) if not each.app]
        same = [each for each in people if each.name.casefold() == text.casefold()]
        if same and all(each.deactivated for each in same):
            raise Unclear(deactivated_not_assignable(same[0].name))
        people, same = _active(people), _active(same)
        if len(same) == 1:
            return same[0]
        if same:
            raise Unclear(wording.several_called(same[0].name))
        if several := self._several_in(text):
            raise Unclear(wording.one_person(*several[:2]))
        if len(people) == 1 and not said[0].quoted:
            raise Unclear(wording.like_a_person(text), self._person_or_team(text, people[0].name))
        return None

    def _several_in(self, text: str) -> Sequence[str]:
        """The names in "Bob Kim and Alice Chen"."""
        names = _AND.split(text)
        known = [
            name for name in names if name.casefold() in (each.name.casefold() for each in self._asking.called(name))
        ]
        return known if len(known) == len(names) > 1 else ()

    def _person_or_team(self, text: str, name: str) -> Hint:
        front, _, behind = self._typed.text.rpartition(text)
        team = Hint("action", f"{front}{quoted(text)}{behind}", wording.for_team(text))
        return Either("action", f"{front}{name}{behind}", for_time(name), other=team)

    def _argument(self, found: NewAction, said: Sequence[Piece]) -> tuple[NewAction, int]:
        """The argument in front and how many words it has, 0 if there is none."""
        words = [each.text for each in said]
        if said[0].quoted:
            return found, 0
        for count in (3, 2, 1):
            if level := doubts.PRIORITY.fullmatch(" ".join(words[:count])):
                return replace(found, priority=self._once(found.priority, f"P{level['level']}")), min(count, len(words))
        if words[0].casefold() in ACTION_KINDS:
            return replace(found, kind=self._once(found.kind, words[0].casefold())), 1
        if _KIND.fullmatch(words[0]) and len(words) > 1 and words[1].casefold() in ACTION_KINDS:
            return replace(found, kind=self._once(found.kind, words[1].casefold())), 2
        skipped = 1 if _DUE.fullmatch(words[0]) else 0
        day, count = self._date(words[skipped:], is_due=bool(skipped))
        if day is None:
            return found, 0
        self._once(found.due.isoformat() if found.due else "", day.said)
        return replace(found, due=day.day), skipped + count

    def _date(self, words: Sequence[str], *, is_due: bool) -> tuple[TypedDate | None, int]:
        """`Friday` is a day only behind `due` or `by`."""
        text = " ".join(words[:_LONGEST_DATE])
        day = read_date(text, self._today, future=True)
        if day is None or not (is_due or day.sure or any(map(str.isdecimal, day.said)) or _is_near(day)):
            return None, 0
        return day, len(day.said.split())

    def _once(self, before: str, now: str) -> str:
        if before:
            raise Unclear(wording.one_argument(before, now))
        return now

    def _with_mentions(self, of: Iterable[Piece]) -> Iterator[Piece]:
        """The pieces, in which the name of a mention is one: names have spaces."""
        said, place = [*of], 0
        while place < len(said):
            fitting = ((name, count) for name in self._names() if (count := _words_of(name, said[place:])))
            name, count = next(fitting, (said[place].text, 1))
            yield replace(said[place], text=name)
            place += count

    # At the end of a title without quotation marks

    def from_the_end(self, text: str) -> NewAction:
        """A type without any other argument belongs to the title, as in "Improve detection"."""
        front, text = self._person_in_front(text)
        found, rest = replace(NewAction(""), owner=front), text
        while rest:
            taken, shorter = self._last(found, rest)
            if shorter == rest:
                break
            found, rest = taken, shorter
        if found == NewAction("", kind=found.kind) and found.kind and not self._says_kind(text):
            return NewAction(text)
        if rest != text:
            rest = _LABEL_LEFT.sub("", rest).rstrip(" ,;–—-")
        self._ask_about(found, rest, text[len(rest) :].strip())
        return replace(found, title=rest)

    def _ask_about(self, found: NewAction, title: str, behind: str) -> None:
        """What is left at the end of the title and looks like an argument."""
        said = doubts.priority_behind(title)
        if said and not _is_governed(title.removesuffix(said).split(), is_priority=True):
            raise Unclear(wording.not_a_priority(said))
        if found.priority and (second := next((each for each in title.split() if _PRIORITY.fullmatch(each)), "")):
            raise Unclear(wording.one_argument(second, found.priority))
        *before, last = title.split() or [""]
        follows_priority = bool(before) and _PRIORITY.fullmatch(before[-1])
        if (behind or follows_priority) and (meant := doubts.slip_of_kind(last)):
            raise Unclear(wording.not_a_kind(last, meant))
        said, day = doubts.date_behind(title, self._today)
        if said and found.due is None:
            raise self._due_or_text(said, day, title.rstrip(".!").removesuffix(said).strip(), behind)
        if not found.owner and (name := self._name_behind(title)):
            front = title[: -len(name)].strip()
            if not behind and not _FOR_SOMEONE.search(front):  # "Thank Bob Kim"
                return
            front = _FOR_SOMEONE.sub("", front)
            owned = Hint("action", f"{quoted(front)} {name} {behind}".strip(), for_time(name))
            as_typed = as_text("action", self._typed.text)
            raise Unclear(wording.like_a_person(name), Either("action", owned.arguments, owned.purpose, other=as_typed))

    def _due_or_text(self, said: str, day: date | None, title: str, behind: str) -> Unclear:
        if day is None or not title:
            return Unclear(not_a_date(said))
        due = f"{title} {day.isoformat()} {behind}".strip()
        other = as_text("action", self._typed.text)
        return Unclear(wording.like_a_date(said), Either("action", due, for_time(day.isoformat()), other=other))

    def _name_behind(self, title: str) -> str:
        """The whole name of one person at the end of a title."""
        words = title.split()
        for count in (3, 2):
            name = " ".join(words[-count:])
            if len(words) > count and [each.name.casefold() for each in self._asking.called(name)] == [name.casefold()]:
                return name
        return ""

    def _says_kind(self, text: str) -> bool:
        return len(text.split()) > 1 and _KIND.fullmatch(text.split()[-2]) is not None

    def _person_in_front(self, text: str) -> tuple[str, str]:
        name, rest = mentions.in_front(text, self._typed.people)
        if not rest:
            return "", text
        if not name and (word := mentions.unknown_in_front(text, self._typed.people)):
            raise Unclear(unknown_person(word))
        return name, rest

    def _last(self, found: NewAction, text: str) -> tuple[NewAction, str]:
        """The argument at the end, and the text before it; the same text if there is none."""
        last = text.rsplit(maxsplit=1)[-1]
        owner, before = mentions.behind(text, self._typed.people)
        if not owner and _EMAIL.fullmatch(last):
            owner, before = last, text.removesuffix(last).strip()
        if owner:
            if found.owner:
                raise Unclear(wording.one_person(owner, found.owner))
            return replace(found, owner=owner), before
        if word := mentions.unknown_behind(text, self._typed.people):
            raise Unclear(unknown_person(word))
        if _LIKE_PRIORITY.fullmatch(last) and not _PRIORITY.fullmatch(last):
            raise Unclear(wording.not_a_priority(last))
        return self._last_words(found, text)

    def _last_words(self, found: NewAction, text: str) -> tuple[NewAction, str]:
        """A second date or type stays in the title."""
        words = text.split()
        for count in range(min(len(words), _LONGEST_DATE + 1), 0, -1):
            try:
                taken, used = self._argument(found, [Piece(word) for word in words[-count:]])
            except Unclear:
                if count > 1 or self._is_second(found, words[-1]):
                    continue
                raise
            if used == count and not _is_governed(words[:-count], is_priority=taken.priority != found.priority):
                return taken, _without_last(text, count)
        return found, text

    def _is_second(self, found: NewAction, word: str) -> bool:
        if _PRIORITY.fullmatch(word):
            return False
        return word.casefold() in ACTION_KINDS or found.due is not None

    def _names(self) -> Sequence[str]:
        return sorted(self._typed.people, key=len, reverse=True)


def _active(people: Iterable[Person]) -> list[Person]:
    return [each for each in people if not each.deactivated]


def _words_of(name: str, said: Sequence[Piece]) -> int:
    """How many pieces in front are the words of this name, 0 if they are others."""
    words = name.split()
    here = [each.text for each in said[: len(words)] if not each.quoted]
    return len(words) if here == words else 0


def _apart(said: Iterable[Piece]) -> Iterator[Piece]:
    """`due=2024-01-22` as a label and its value; without marks between the arguments."""
    for each in said:
        labeled = None if each.quoted else _LABELED.fullmatch(each.text)
        if labeled:
            yield from (Piece(labeled["label"]), Piece(labeled["value"]))
        elif each.quoted or each.text.strip(",;:–—-"):
            yield each if each.quoted else replace(each, text=each.text.rstrip(",;"))


def _is_near(day: TypedDate) -> bool:
    return day.said.casefold() in ("today", "tomorrow")


def _is_governed(before: Sequence[str], *, is_priority: bool) -> bool:
    return bool(before) and before[-1].casefold() in (_GOVERNS_PRIORITY if is_priority else _GOVERNS)


def _without_last(text: str, count: int) -> str:
    """The text without its last words, as it was typed."""
    return text.rsplit(maxsplit=count)[0] if len(text.split()) > count else ""
