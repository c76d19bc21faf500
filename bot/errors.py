"""The errors that a person reads, as one tree.

MusterError              str() is the sentence for the person
├─ Refused               the request can't be done; a hint says what to do instead
│  ├─ NotUnderstood      the text could not be parsed: unknown verb, wrong argument
│  │  └─ Unclear         a wrong argument, raised before the parser adds an example of its verb
│  ├─ Unconfirmed        it can be done after the person confirms it
│  ├─ IllegalTransition  the incident's status does not allow it
│  └─ NotFound           no such incident, entry or person
│     └─ MembersUnread   a private incident whose members aren't known
├─ ConfigurationError    a variable or a key of the TOML file is missing or wrong
└─ InputError            a file given to the command line can't be used

A sentence never says how something is typed, because that differs between Slack and the command line. A refusal has a
Hint instead, a verb with its arguments, and each entrance writes it in its own syntax. What is typed acts on an
incident, and only the entrance knows whether its number can be left out where it is read.
"""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Self


class VerbSubject(Enum):
    """What a verb acts on."""

    INCIDENT = "incident"
    REVIEW = "review"


@dataclass(frozen=True)
class Hint:
    """What to do instead: a verb of the incident or of its review, with its arguments.

    `purpose` starts the sentence: "To reopen it". `example` is the arguments of one use, for when `arguments` is a
    pattern or empty. `incident` is the number of the incident to act on; it is needed only where that is another one
    than the request is about.
    """

    verb: str
    arguments: str = ""
    purpose: str = ""
    example: str = ""
    subject: VerbSubject = VerbSubject.INCIDENT
    incident: int = 0

    def about(self, number: int) -> Self:
        """The hint, about the incident of the request unless it names one of its own."""
        return replace(self, incident=self.incident or number)


@dataclass(frozen=True)
class Guess(Hint):
    """What the person probably meant."""


@dataclass(frozen=True)
class Either(Hint):
    """Two readings of what was typed, each spelled so that it can't be mistaken for the other."""

    other: Hint | None = None

    def about(self, number: int) -> Self:
        return replace(super().about(number), other=self.other and self.other.about(number))


class MusterError(Exception):
    """The root: `str(error)` is a complete sentence for the person who asked."""


class Refused(MusterError):
    def __init__(self, sentence: str, hint: Hint | None = None) -> None:
        super().__init__(sentence)
        self.hint = hint

    def about(self, number: int) -> Self:
        """The same refusal, of a request about this incident."""
        self.hint = self.hint and self.hint.about(number)
        return self


class NotUnderstood(Refused):
    pass


class Unclear(NotUnderstood):
    """`example` is the arguments that would have worked, with as much of the typed text as possible."""

    def __init__(self, sentence: str, hint: Hint | None = None, *, example: str = "") -> None:
        super().__init__(sentence, hint)
        self.example = example


class Unconfirmed(Refused):
    pass


class IllegalTransition(Refused):
    pass


class NotFound(Refused):
    pass


class MembersUnread(NotFound):
    """It isn't known yet whether the person may see the incident.

    `here` is for those in its channel, `elsewhere` for those who hold one of its buttons or forms outside it.
    """

    def __init__(self, sentence: str, here: str, elsewhere: str) -> None:
        super().__init__(sentence)
        self.here = here
        self.elsewhere = elsewhere


class ConfigurationError(MusterError):
    pass


class InputError(MusterError):
    pass
