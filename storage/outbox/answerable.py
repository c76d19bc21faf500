"""Messages that people can answer or undo, in their latest form. They outlive their rows in the queue.

A button on such a message is handled from here, and later additions (an answer, another question asked at the same
time) are merged into the stored message.
"""

from bot.outbox.incidents import RevertibleLine
from bot.outbox.model import OutboxMessage, UnreadableMessage
from storage.outbox.codec import encoded, message_in
from storage.sqlite.database import Value
from storage.sqlite.table import WorkspaceTable
from storage.values import json_text


class AnswerableTable(WorkspaceTable):
    def get(self, key: str) -> OutboxMessage | None:
        found = self._database.row("SELECT * FROM answerable WHERE team = ? AND key = ?", self._team, key)
        message = message_in(found) if found else None
        return None if isinstance(message, UnreadableMessage) else message

    def newest_change(self, number: int, thing: str) -> RevertibleLine | None:
        found = self._database.row(
            "SELECT * FROM answerable WHERE team = ? AND incident = ? AND changed = ? ORDER BY id DESC LIMIT 1",
            self._team,
            number,
            thing,
        )
        message = message_in(found) if found else None
        return message if isinstance(message, RevertibleLine) else None

    def newest(self, name: str) -> OutboxMessage | None:
        """The newest message of the workspace whose key is this name and a last part."""
        sql = "SELECT * FROM answerable WHERE team = ? AND incident IS NULL AND key GLOB ? ORDER BY id DESC LIMIT 1"
        found = self._database.row(sql, self._team, f"{name}/*")
        message = message_in(found) if found else None
        return None if isinstance(message, UnreadableMessage) else message

    def keep(self, number: int, said: OutboxMessage) -> OutboxMessage:
        """Stores the message, merged with an earlier one under the same key, and returns the result."""
        if self._write(number, said, "DO NOTHING"):
            return said
        known = self.get(said.key)
        message = said.merged_over(known) if known else said
        again = ", ".join(f"{column} = excluded.{column}" for column in ("kind", "facts", "depends_on", "changed"))
        self._write(number, message, f"DO UPDATE SET {again}")
        return message

    def _write(self, number: int, message: OutboxMessage, otherwise: str) -> int:
        kind, facts = encoded(message)
        values: dict[str, Value] = {
            "team": self._team,
            "incident": number or None,
            "key": message.key,
            "ordering_key": message.ordering_key,
            "depends_on": json_text(message.depends_on),
            "kind": kind,
            "facts": json_text(facts),
            "changed": message.thing if isinstance(message, RevertibleLine) else "",
        }
        return self._database.insert("answerable", values, f"ON CONFLICT (team, key) {otherwise}")
