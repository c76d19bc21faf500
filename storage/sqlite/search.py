"""Full-text search with SQLite's FTS5. Triggers keep the index up to date."""

import re
from collections.abc import Sequence

from bot.ports.search import SearchStore
from bot.search.model import SearchHit, SearchResults
from storage.people import seen_by
from storage.sqlite.table import WorkspaceTable

_WORD = re.compile(r"[^\W_]+")
AROUND = 24  # words of text shown around a match
TITLE_WEIGHT = 10  # weight of a match in the title


def expression(text: str) -> str:
    """The FTS5 query: all words, each as a prefix; "" if the text has no words.

    Words are quoted, so that nothing people type is read as FTS5 syntax.
    """
    return " ".join(f'"{word}"*' for word in _WORD.findall(text))


class Search(WorkspaceTable, SearchStore):
    """The searchable texts of one workspace."""

    def find(self, text: str, person_id: str | None, most: int) -> SearchResults:
        """The best hit of each incident that this person may see, and the number of matching incidents."""
        asked = expression(text)
        if not asked:
            return SearchResults((), 0)
        with self._database.snapshot():
            best = self._best(asked, person_id, most)
            found = tuple(self._found(asked, row["id"]) for row in best)
        return SearchResults(found, best[0]["incidents"] if best else 0)

    def _best(self, asked: str, person_id: str | None, most: int) -> Sequence[dict[str, int]]:
        """(text id, number of incidents) of the best hits. Snippets cost far more than ranks, so they come later."""
        seen, values = seen_by(person_id)
        # CROSS JOIN makes SQLite query the index first, whatever the table sizes. `min` in a grouped SELECT makes it
        # take the other columns from the same row.
        found = self._database.rows(
            "WITH hits AS MATERIALIZED (SELECT texts.id, texts.incident, "
            f"bm25(texts_fts) * iif(texts.what = 'title', {TITLE_WEIGHT}, 1) AS place "
            "FROM texts_fts CROSS JOIN texts ON texts.id = texts_fts.rowid "
            "WHERE texts_fts MATCH ? AND texts.team = ?), "
            "best AS MATERIALIZED (SELECT id, incident, min(place) AS place FROM hits GROUP BY incident) "
            "SELECT best.id, count(*) OVER () AS incidents FROM best CROSS JOIN incidents "
            "ON incidents.team = ? AND incidents.number = best.incident "
            f"WHERE {seen} ORDER BY best.place, best.incident DESC LIMIT ?",
            asked,
            self._team,
            self._team,
            *values,
            most,
        )
        return [dict(row) for row in found]

    def _found(self, asked: str, text_id: int) -> SearchHit:
        [row] = self._database.rows(
            f"SELECT texts.incident, texts.what, snippet(texts_fts, 0, '', '', '…', {AROUND}) AS words "
            "FROM texts_fts JOIN texts ON texts.id = texts_fts.rowid WHERE texts_fts MATCH ? AND texts_fts.rowid = ?",
            asked,
            text_id,
        )
        return SearchHit(row["incident"], row["what"], row["words"])
