"""Every way Muster refuses something, as one tree of errors.

MusterError              str() is the sentence the person reads
├─ Refused               it can't be done, and why; a hint says what to do instead
│  ├─ NotUnderstood      the text couldn't be parsed: unknown verb, wrong argument
│  │  └─ Unclear         a wrong argument, before the parser adds the usage of its verb
│  ├─ Unconfirmed        it can be done once the person has confirmed it
│  ├─ IllegalTransition  the status of the incident doesn't allow it
│  └─ NotFound           no such incident, entry or person here
├─ ConfigurationError    a variable or a key of the TOML file is missing or wrong
└─ InputError            a file given to the command line can't be used

The sentence never says how to type something, because that differs between Slack and the command line. A refusal
carries a Hint (a verb and its arguments) instead, and the entrance that shows it spells it out.
"""

from dataclasses import dataclass
from enum import Enum


class VerbSubject(Enum):
    """What a verb is about."""

    INCIDENT = "incident"
    REVIEW = "review"


@dataclass(frozen=True)
class Hint:
    """What to do instead: a verb of the incident or of its review, with its arguments.

    `purpose` opens the sentence: "To work on it again". `example`: the arguments of one use, where `arguments` are a
    pattern or missing.
    """

    verb: str
    arguments: str = ""
    purpose: str = ""
    example: str = ""
    subject: VerbSubject = VerbSubject.INCIDENT


@dataclass(frozen=True)
class Guess(Hint):
    """What was probably meant."""


class MusterError(Exception):
    """The root: `str(error)` is one whole sentence for the person who asked."""


class Refused(MusterError):
    def __init__(self, sentence: str, hint: Hint | None = None) -> None:
        super().__init__(sentence)
        self.hint = hint


class NotUnderstood(Refused):
    pass


class Unclear(NotUnderstood):
    pass


class Unconfirmed(Refused):
    pass


class IllegalTransition(Refused):
    pass


class NotFound(Refused):
    pass


class ConfigurationError(MusterError):
    pass


class InputError(MusterError):
    pass
