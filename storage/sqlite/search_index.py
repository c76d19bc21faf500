"""What can be searched: a row for each text that people wrote, with its terms.

A table that stores, changes or deletes such a text says so here, in the same transaction. Triggers of the schema carry
the terms into the FTS5 index. What Muster writes by itself is left out: entries about the channel, suggested tasks.
"""

from collections.abc import Mapping
from typing import Final

from bot.search.terms import terms
from bot.timeline.model import HOUSEKEEPING, Entry
from storage.sqlite.database import Value
from storage.sqlite.table import WorkspaceTable

_PUT: Final = (
    "ON CONFLICT (team, incident, what, ref) DO UPDATE SET text = excluded.text, terms = excluded.terms "
    "WHERE text <> excluded.text"
)


class SearchIndex(WorkspaceTable):
    """The searchable texts of one workspace. `what` is the kind of text, `ref` tells those of a kind apart."""

    def put(self, number: int, what: str, ref: int | str, text: str) -> None:
        """Makes the text searchable, instead of the one that was there."""
        if found := terms(text):
            place: dict[str, Value] = {"team": self._team, "incident": number, "what": what, "ref": str(ref)}
            self._database.insert("texts", {**place, "text": text, "terms": found}, _PUT)
        else:
            self.remove(number, what, ref)

    def put_changed(self, number: int, texts: Mapping[str, str]) -> None:
        """The only texts of their kinds. Asks first, because they are saved often and change seldom."""
        marks = ", ".join("?" * len(texts))
        sql = f"SELECT what, text FROM texts WHERE team = ? AND incident = ? AND ref = '' AND what IN ({marks})"
        known = {row["what"]: row["text"] for row in self._database.rows(sql, self._team, number, *texts)}
        for what, text in texts.items():
            if known.get(what, "") != text:
                self.put(number, what, "", text)

    def put_entry(self, number: int, entry_id: int, entry: Entry) -> None:
        """Follows the newest version of an entry."""
        if entry.removed:
            self.remove(number, "entry", entry_id)
        elif entry.kind not in HOUSEKEEPING:
            self.put(number, "entry", entry_id, entry.text)

    def remove(self, number: int, what: str, ref: int | str) -> None:
        sql = "DELETE FROM texts WHERE team = ? AND incident = ? AND what = ? AND ref = ?"
        self._database.write(sql, self._team, number, what, str(ref))
