"""The request to declare an incident."""

from dataclasses import dataclass, replace

from bot.incidents.titles import shortened, summary_with
from bot.people.model import Person


def title_key(title: str) -> str:
    """Two declarations with the same key have the same title."""
    return " ".join(title.casefold().split())


@dataclass(frozen=True)
class DeclarationSource:
    """The message that an incident was declared from: its text, author, channel and timestamp."""

    text: str
    author: Person
    channel: str
    ts: str


@dataclass(frozen=True)
class Declaration:
    """A request to declare. `reply_to` is the response URL for private answers, "" for a direct message.

    `named`: the person chose the severity. Otherwise it is the policy's default, which a sure suggestion replaces.
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


def with_short_title(asked: Declaration) -> Declaration:
    """The declaration with a title that fits a card, and the whole of a longer one in the summary."""
    return replace(asked, title=shortened(asked.title), summary=summary_with(asked.title, asked.summary))
