"""People and user groups of the workspace."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from templates.people import wording


@dataclass(frozen=True)
class Person:
    """A person or an app in the workspace. `id` is Slack's (U…, or B… for an app), "" for someone known only by name.

    `guest` is true for guest accounts and for people from other workspaces, `app` for the user account of an app, and
    `deactivated` for an account that can't sign in. Only the directory knows these three; a person stored with an entry
    or an update doesn't carry them. The last two are of someone with a duty in an incident: `outside` is true for who
    isn't in its channel and can't come (it is private, or they are a guest), `limited` for a guest or an app that may
    not answer what Muster asks there.
    """

    id: str
    name: str
    tz: str = "UTC"
    guest: bool = field(default=False, compare=False)
    app: bool = field(default=False, compare=False)
    deactivated: bool = field(default=False, compare=False)
    outside: bool = field(default=False, compare=False)
    limited: bool = field(default=False, compare=False)

    @property
    def noted_name(self) -> str:
        """The name, with why a question can't reach them."""
        return wording.noted_name(self.name, self.deactivated, self.limited, self.outside)

    @property
    def is_there(self) -> bool:
        """Whether a question about an incident can reach them, and they may answer it."""
        return not (self.deactivated or self.outside or self.limited)

    @property
    def is_member(self) -> bool:
        """Whether it is a person who belongs to the workspace: no guest, no app, no deactivated account."""
        return not (self.guest or self.app or self.deactivated)


def is_program(person: Person) -> bool:
    """Return whether an author is an app (B…) or Muster itself."""
    return person.id.startswith("B") or person == MUSTER


def is_unknown(person: Person) -> bool:
    """Return whether Slack named nobody. Unlike the command line, which has no id either, nobody may do anything."""
    return not person.id and person.name == UNKNOWN.name


UNKNOWN: Final = Person("", wording.UNKNOWN_USER)  # someone whom Slack doesn't name
MUSTER: Final = Person("", "Muster")  # the author of what Muster does on its own


@dataclass(frozen=True)
class Membership:
    """How well it is known who is in an incident's channel.

    `is_known`: the members were read, and the connection was up ever since. `changes` counts the joins and leaves.
    `read_at` is when they were last read, None if they never were.
    """

    is_known: bool
    changes: int = 0
    read_at: datetime | None = None


@dataclass(frozen=True)
class Group:
    """A user group of the workspace: its id (S…), its handle, and the ids of its members."""

    id: str
    handle: str
    people: frozenset[str]
