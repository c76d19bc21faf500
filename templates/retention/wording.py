"""Plain sentences on erasing a person's data and deleting data older than the retention periods."""

from collections.abc import Sequence
from typing import Final

CONFIRM_ERASURE: Final = "This can't be undone. Continue?"


def person_not_found(person_id: str) -> str:
    return f"No data of {person_id} found. A person's id begins with U and is in their Slack profile."


def person_found(names: Sequence[str], shared: Sequence[str], rows: int, texts: int) -> str:
    """`shared` are those of the names that somebody else has, too."""
    name = ", ".join(names) or "No name is known"
    found = f"{name}: found in {_counted(rows, 'row')}, named in {_counted(texts, 'text')}."
    if not shared:
        return found
    same = ", ".join(shared)
    return f"{found} Somebody else is called {same} too, so texts that mention {same} are not changed."


def person_erased(former: str, redrawn: Sequence[int]) -> str:
    """`redrawn` are the incidents whose cards are posted again."""
    cards = ", ".join(f"#{number}" for number in redrawn)
    drawn = f" Updated in Slack: the cards of {cards}." if cards else ""
    return (
        f"Erased. The name is now {former}.{drawn}\n"
        "Not erased: their own messages and reactions in Slack, lines and files that were posted before, names of "
        "channels, and backups. While their account is active the bot learns their name again, so deactivate it first."
    )


def data_deleted(requests: int, rows: int, texts: int) -> str:
    return (
        f"Deleted: {_counted(requests, 'request id')}, {_counted(rows, 'delivered row')}, "
        f"{_counted(texts, 'message text')}."
    )


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
