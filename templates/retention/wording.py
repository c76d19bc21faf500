"""Text of `forget`, which erases a person's data, and `prune`, which deletes old data."""

from collections.abc import Sequence
from typing import Final

CONFIRM_ERASURE: Final = "This can't be undone. Continue?"


def person_not_found(person_id: str) -> str:
    return f"No data found for {person_id}. Use the member ID from their Slack profile; it starts with U."


def person_found(names: Sequence[str], shared: Sequence[str], rows: int, texts: int) -> str:
    """`shared` are those of the names that another person has as well."""
    name = ", ".join(names) or "No name stored"
    found = f"{name}: found in {_counted(rows, 'row')}, mentioned in {_counted(texts, 'text')}."
    if not shared:
        return found
    same = ", ".join(shared)
    return f"{found} Another person is also named {same}, so texts that mention {same} are not changed."


def person_erased(former: str, redrawn: Sequence[int]) -> str:
    """`redrawn` are the numbers of the incidents whose cards are updated."""
    cards = ", ".join(f"#{number}" for number in redrawn)
    drawn = f" Incident cards updated in Slack: {cards}." if cards else ""
    return (
        f"Data erased. The name was replaced by {former}.{drawn}\n"
        "Not erased: their own messages and reactions in Slack, messages and files that were already posted, channel "
        "names, and backups. Deactivate their Slack account too: while it is active, Muster stores their name again."
    )


def data_deleted(requests: int, rows: int, texts: int) -> str:
    deleted = (
        f"{_counted(requests, 'request ID')}, {_counted(rows, 'delivered row')}, {_counted(texts, 'message text')}"
    )
    return f"Deleted: {deleted}."


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
