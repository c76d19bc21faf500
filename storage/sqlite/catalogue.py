"""Which workspaces a database knows: read before a store can be opened for one of them. Nothing else lives here."""

from collections.abc import Sequence

from storage.sqlite.database import Database


def workspaces(database: Database) -> Sequence[str]:
    """Their team ids, in alphabetical order."""
    sql = "SELECT team FROM incidents UNION SELECT team FROM people UNION SELECT team FROM alive ORDER BY team"
    return [str(row["team"]) for row in database.rows(sql)]
