"""Full-text search with SQLite's FTS5. What it holds is in search_index.py, what it asks for in bot/search/terms.py."""

from collections.abc import Sequence

from bot.ports.search import SearchStore
from bot.search.excerpt import excerpt
from bot.search.model import SearchHit, SearchResults
from bot.search.terms import Wanted, begun_terms, wanted
from storage.people import seen_by
from storage.sqlite.table import WorkspaceTable

TITLE_WEIGHT = 10  # weight of a match in the title


def expression(asked: Sequence[Wanted]) -> str:
    """The FTS5 query: all of them. Rows of terms are quoted, and terms have no quotes: none of it is FTS5 syntax."""
    return " AND ".join(f"({' OR '.join(map(_row, each.written))})" for each in asked)


def _row(written: str) -> str:
    return f'"{" ".join(begun_terms(written))}"*'


class Search(WorkspaceTable, SearchStore):
    """The searchable texts of one workspace."""

    def find(self, text: str, person_id: str | None, most: int) -> SearchResults:
        """The best hit of each incident that this person may see, and the number of matching incidents."""
        asked = wanted(text, self._renamed())
        if not asked:
            return SearchResults((), 0)
        with self._database.snapshot():
            best = self._best(expression(asked), person_id, most)
            found = tuple(self._found(row["id"], asked) for row in best)
        return SearchResults(found, best[0]["incidents"] if best else 0)

    def _renamed(self) -> Sequence[tuple[str, str]]:
        rows = self._database.rows(
            "SELECT people.name AS now, former_names.name AS before FROM former_names JOIN people "
            "ON people.team = former_names.team AND people.id = former_names.person WHERE former_names.team = ?",
            self._team,
        )
        return [(row["now"], row["before"]) for row in rows]

    def _best(self, asked: str, person_id: str | None, most: int) -> Sequence[dict[str, int]]:
        """(text id, number of incidents) of the best hits. Excerpts cost far more than ranks, so they come later."""
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

    def _found(self, text_id: int, asked: Sequence[Wanted]) -> SearchHit:
        [row] = self._database.rows("SELECT incident, what, text FROM texts WHERE id = ?", text_id)
        return SearchHit(row["incident"], row["what"], excerpt(row["text"], asked))
