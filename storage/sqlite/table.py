"""What every table is made on: a connection, and the one workspace whose rows it reads and writes."""

from storage.sqlite.database import Database


class WorkspaceTable:
    def __init__(self, database: Database, team: str) -> None:
        self._database = database
        self._team = team
