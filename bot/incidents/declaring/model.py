"""What somebody asks for who declares an incident."""

from dataclasses import dataclass

from bot.people.model import Person


def title_key(title: str) -> str:
    """Two titles with the same key are the same declare."""
    return " ".join(title.casefold().split())


@dataclass(frozen=True)
class DeclarationSource:
    """The message that made somebody declare: what it says, whose it is, and where it stands."""

    text: str
    author: Person
    channel: str
    ts: str


@dataclass(frozen=True)
class Declaration:
    """What somebody asked for. `reply_to` is where the entrance answers the declarer, "" for by direct message.

    `named`: they named the severity; otherwise it is the policy's default, and a surer suggestion goes before it.
    """

    title: str
    severity: str
    by: Person
    services: tuple[str, ...] = ()
    summary: str = ""
    private: bool = False
    reply_to: str = ""
    drill: bool = False
    named: bool = True
    source: DeclarationSource | None = None
