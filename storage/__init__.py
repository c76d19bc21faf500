"""All SQL of the program: the database file, its schema, and an implementation of bot.ports.store.Store."""

from storage.sqlite.catalogue import workspaces
from storage.sqlite.database import Database, open_database
from storage.sqlite.locks import DeliveryLock
from storage.store import SqliteStore

__all__ = ["Database", "DeliveryLock", "SqliteStore", "open_database", "workspaces"]
