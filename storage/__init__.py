"""SQL lives here, and nowhere else: the database file, its schema, and a bot.ports.Store over it."""

from storage.database import Database, open_database
from storage.locks import DeliveryLock
from storage.store import SqliteStore
from storage.workspaces import workspaces

__all__ = ["Database", "DeliveryLock", "SqliteStore", "open_database", "workspaces"]
