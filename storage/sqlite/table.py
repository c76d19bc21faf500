"""The base class of all tables: a connection, and the workspace whose rows it reads and writes."""

from storage.sqlite.database import Database


class WorkspaceTable:
    def __init__(self, database: Database, team: str) -> None:
        self._database = database
        self._team = team
