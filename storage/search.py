"""Full-text search over what people wrote: SQLite's FTS5, kept by triggers, so no writer can forget it."""

import re
import sqlite3
from collections.abc import Sequence

from bot.model import Found
from storage.database import Database

MOST = 200  # hits that are ranked: more than anybody reads

# What somebody may see: all that is public, and the private incidents whose channel they are in.
VISIBLE = (
    "(incidents.private = 0 OR EXISTS (SELECT 1 FROM members WHERE members.team = incidents.team "
    "AND members.incident = incidents.number AND members.person = ? AND members.present = 1))"
)

_WORD = re.compile(r"[^\W_]+")


def expression(text: str) -> str:
    """What FTS5 is asked for: every word, each by its beginning; "" where the text has none.

    Quoted, so that nothing that people type is read as FTS5's own language.
    """
    return " ".join(f'"{word}"*' for word in _WORD.findall(text))


class Search:
    """One workspace's texts."""

    def __init__(self, database: Database, team: str) -> None:
        self._database = database
        self._team = team

    def find(self, text: str, person_id: str) -> Sequence[Found]:
        """The best hit of each incident that this person may see, best first."""
        asked = expression(text)
        if not asked:
            return []
        best: dict[int, Found] = {}
        for row in self._hits(asked, person_id):
            best.setdefault(row["incident"], _found(row))
        return list(best.values())

    def _hits(self, asked: str, person_id: str) -> list[sqlite3.Row]:
        # A hit in the title counts ten times one in the text.
        return self._database.rows(
            "SELECT texts.incident, texts.what, snippet(texts_fts, 0, '', '', '…', 24) AS words "
            "FROM texts_fts JOIN texts ON texts.id = texts_fts.rowid "
            "JOIN incidents ON incidents.team = texts.team AND incidents.number = texts.incident "
            f"WHERE texts_fts MATCH ? AND texts.team = ? AND {VISIBLE} "
            "ORDER BY bm25(texts_fts) * iif(texts.what = 'title', 10, 1), texts.incident DESC LIMIT ?",
            asked,
            self._team,
            person_id,
            MOST,
        )


def _found(row: sqlite3.Row) -> Found:
    return Found(row["incident"], row["what"], row["words"])
