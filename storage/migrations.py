"""The schema, as the steps in which it grew. A step that has been released is never edited: a change is a new one.

Rules of every table: STRICT; the workspace (team) is part of every key, so that one file can hold several; what
hangs on an incident points to it; figures and switches are checked here, words and their meaning in `bot`.
"""

from collections.abc import Callable, Mapping

from sqlite_utils import Database, Migrations

_RECORD = """
CREATE TABLE incidents (
    team TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    severity TEXT NOT NULL,
    status TEXT NOT NULL,
    declared_by_id TEXT NOT NULL,
    declared_by_name TEXT NOT NULL,
    declared_by_tz TEXT NOT NULL,
    declared_at TEXT NOT NULL CHECK (length(declared_at) = 32),
    updated_at TEXT NOT NULL CHECK (length(updated_at) = 32),
    private INTEGER NOT NULL CHECK (private IN (0, 1)),
    services TEXT NOT NULL CHECK (json_valid(services)),
    summary TEXT NOT NULL,
    commander_id TEXT,
    commander_name TEXT,
    commander_tz TEXT,
    commander_at TEXT CHECK (length(commander_at) = 32),
    mitigated_at TEXT CHECK (length(mitigated_at) = 32),
    resolved_at TEXT CHECK (length(resolved_at) = 32),
    nudged_at TEXT CHECK (length(nudged_at) = 32),
    snoozed_until TEXT CHECK (length(snoozed_until) = 32),
    channel TEXT NOT NULL,
    channel_name TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 0),
    PRIMARY KEY (team, number),
    CHECK ((commander_id IS NULL) = (commander_name IS NULL) AND (commander_id IS NULL) = (commander_tz IS NULL))
) STRICT;

CREATE UNIQUE INDEX incidents_channel ON incidents (team, channel) WHERE channel <> '';
CREATE INDEX incidents_open ON incidents (team, number) WHERE status <> 'resolved';
CREATE INDEX incidents_declared ON incidents (team, declared_by_id, title_key, declared_at);

CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    team TEXT NOT NULL,
    incident INTEGER NOT NULL,
    occurred_at TEXT NOT NULL CHECK (length(occurred_at) = 32),
    recorded_at TEXT NOT NULL CHECK (length(recorded_at) = 32),
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    author_id TEXT NOT NULL,
    author_name TEXT NOT NULL,
    author_tz TEXT NOT NULL,
    source TEXT NOT NULL,
    captured_by_id TEXT,
    captured_by_name TEXT,
    captured_by_tz TEXT,
    channel TEXT NOT NULL,
    message_ts TEXT NOT NULL,
    permalink TEXT NOT NULL,
    pending INTEGER NOT NULL CHECK (pending IN (0, 1)),
    FOREIGN KEY (team, incident) REFERENCES incidents (team, number),
    CHECK ((captured_by_id IS NULL) = (captured_by_name IS NULL)
        AND (captured_by_id IS NULL) = (captured_by_tz IS NULL))
) STRICT;

CREATE UNIQUE INDEX entries_message ON entries (team, channel, message_ts) WHERE message_ts <> '';
CREATE INDEX entries_in_order ON entries (team, incident, occurred_at);

CREATE TABLE updates (
    team TEXT NOT NULL,
    incident INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    text TEXT NOT NULL,
    by_id TEXT NOT NULL,
    by_name TEXT NOT NULL,
    by_tz TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 32),
    PRIMARY KEY (team, incident, number),
    FOREIGN KEY (team, incident) REFERENCES incidents (team, number)
) STRICT;

CREATE TABLE records (
    id INTEGER PRIMARY KEY,
    team TEXT NOT NULL,
    incident INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    by_id TEXT NOT NULL,
    by_name TEXT NOT NULL,
    by_tz TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 32),
    FOREIGN KEY (team, incident) REFERENCES incidents (team, number)
) STRICT;

CREATE INDEX records_in_order ON records (team, incident);

CREATE TABLE actions (
    team TEXT NOT NULL,
    incident INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    title TEXT NOT NULL,
    owner TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    priority TEXT NOT NULL,
    due TEXT CHECK (length(due) = 10),
    by_id TEXT NOT NULL,
    by_name TEXT NOT NULL,
    by_tz TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 32),
    PRIMARY KEY (team, incident, number),
    FOREIGN KEY (team, incident) REFERENCES incidents (team, number)
) STRICT;
"""

_PEOPLE_AND_REQUESTS = """
CREATE TABLE people (
    team TEXT NOT NULL,
    id TEXT NOT NULL CHECK (id <> ''),
    name TEXT NOT NULL,
    tz TEXT NOT NULL,
    PRIMARY KEY (team, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE requests (
    team TEXT NOT NULL,
    id TEXT NOT NULL CHECK (id <> ''),
    at TEXT NOT NULL CHECK (length(at) = 32),
    PRIMARY KEY (team, id)
) STRICT, WITHOUT ROWID;
"""

_REMINDERS = """
CREATE TABLE reminders (
    team TEXT NOT NULL,
    incident INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind <> ''),
    due TEXT NOT NULL CHECK (length(due) = 32),
    PRIMARY KEY (team, incident, kind),
    FOREIGN KEY (team, incident) REFERENCES incidents (team, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX reminders_due ON reminders (team, due);
"""

# incident is NULL for what belongs to the workspace and not to one incident.
_OUTBOX = """
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    team TEXT NOT NULL,
    incident INTEGER,
    key TEXT NOT NULL CHECK (key <> ''),
    step TEXT NOT NULL,
    payload TEXT NOT NULL CHECK (json_valid(payload)),
    lane TEXT NOT NULL,
    needs TEXT NOT NULL CHECK (json_valid(needs)),
    importance INTEGER NOT NULL,
    wanted INTEGER NOT NULL CHECK (wanted > 0),
    done INTEGER NOT NULL CHECK (done BETWEEN 0 AND wanted),
    tried INTEGER NOT NULL CHECK (tried IN (0, 1)),
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    not_before TEXT NOT NULL CHECK (length(not_before) = 32),
    result TEXT NOT NULL CHECK (json_valid(result)),
    error TEXT NOT NULL,
    UNIQUE (team, key),
    FOREIGN KEY (team, incident) REFERENCES incidents (team, number)
) STRICT;

CREATE INDEX outbox_waiting ON outbox (team, incident) WHERE done < wanted AND error = '';
CREATE INDEX outbox_failed ON outbox (team, incident) WHERE error <> '';
"""

SCHEMA: Mapping[str, str] = {
    "1_record": _RECORD,
    "2_people_and_requests": _PEOPLE_AND_REQUESTS,
    "3_reminders": _REMINDERS,
    "4_outbox": _OUTBOX,
}


def _step(script: str) -> Callable[[Database], None]:
    def run(database: Database) -> None:
        database.executescript(script)

    return run


def _migrations() -> Migrations:
    migrations = Migrations("muster")
    for name, script in SCHEMA.items():
        migrations(name=name)(_step(script))
    return migrations


MIGRATIONS = _migrations()
