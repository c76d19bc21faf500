"""SQLite: the connection, its locks, full-text search, the catalogue of workspaces."""
