"""Lists the workspaces in a database, which is needed before a store for one of them can be opened."""

from collections.abc import Sequence

from storage.sqlite.database import Database


def workspaces(database: Database) -> Sequence[str]:
    """Their team ids, in alphabetical order."""
    sql = "SELECT team FROM incidents UNION SELECT team FROM people UNION SELECT team FROM alive ORDER BY team"
    return [str(row["team"]) for row in database.rows(sql)]
