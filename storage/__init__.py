"""SQL lives here, and nowhere else: the database file, its schema, and a bot.ports.store.Store over it."""

from storage.sqlite.catalogue import workspaces
from storage.sqlite.database import Database, open_database
from storage.sqlite.locks import DeliveryLock
from storage.store import SqliteStore

__all__ = ["Database", "DeliveryLock", "SqliteStore", "open_database", "workspaces"]
