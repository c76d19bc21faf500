"""The schema as a list of migrations. Never edit a released migration: every change is a new one.

Rules for tables: STRICT; the workspace (team) is part of every key, so that one file can hold several; rows of an
incident have a foreign key to it; numbers and flags have CHECK constraints, texts are validated in `bot`.
"""

from collections.abc import Callable, Iterator, Mapping
from sqlite3 import complete_statement

from sqlite_utils import Database, Migrations

from bot.search.terms import terms

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

# incident is NULL for rows of the workspace itself.
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

# Each version of an entry is a row that is never changed; `replaces` names the previous version, so the newest is the
# row that no other row replaces. `root` is the id of the first version and identifies the entry. Before this migration
# an entry had one reaction, whose emoji decided its type: the type's default emoji is stored as that reaction.
_VERSIONS = """
DROP INDEX entries_message;
DROP INDEX entries_in_order;
ALTER TABLE entries RENAME TO first_versions;

CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    team TEXT NOT NULL,
    incident INTEGER NOT NULL,
    root INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    replaces INTEGER REFERENCES entries (id),
    occurred_at TEXT NOT NULL CHECK (length(occurred_at) = 32),
    recorded_at TEXT NOT NULL CHECK (length(recorded_at) = 32),
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    author_id TEXT NOT NULL,
    author_name TEXT NOT NULL,
    author_tz TEXT NOT NULL,
    source TEXT NOT NULL,
    captured_by TEXT NOT NULL CHECK (json_valid(captured_by)),
    channel TEXT NOT NULL,
    message_ts TEXT NOT NULL,
    permalink TEXT NOT NULL,
    files TEXT NOT NULL CHECK (json_valid(files)),
    pending INTEGER NOT NULL CHECK (pending IN (0, 1)),
    removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    hand TEXT NOT NULL CHECK (json_valid(hand)),
    edited_at TEXT CHECK (length(edited_at) = 32),
    change TEXT NOT NULL,
    changed_by_id TEXT,
    changed_by_name TEXT,
    changed_by_tz TEXT,
    changed_at TEXT CHECK (length(changed_at) = 32),
    FOREIGN KEY (team, incident) REFERENCES incidents (team, number),
    CHECK ((version = 1) = (replaces IS NULL) AND (version = 1) = (root = id)),
    CHECK ((changed_by_id IS NULL) = (changed_by_name IS NULL) AND (changed_by_id IS NULL) = (changed_by_tz IS NULL))
) STRICT;

INSERT INTO entries SELECT
    id, team, incident, id, 1, NULL, occurred_at, recorded_at, kind, text, author_id, author_name, author_tz, source,
    iif(captured_by_id IS NULL, '[]', json_array(json_array(captured_by_id, captured_by_name, captured_by_tz))),
    channel, message_ts, permalink, '[]', pending, 0, 0, '{}', NULL, '', NULL, NULL, NULL, NULL
FROM first_versions;

CREATE UNIQUE INDEX entries_message ON entries (team, channel, message_ts) WHERE message_ts <> '' AND version = 1;
CREATE UNIQUE INDEX entries_replaced ON entries (replaces) WHERE replaces IS NOT NULL;
CREATE UNIQUE INDEX entries_versions ON entries (root, version);
CREATE INDEX entries_of_incident ON entries (team, incident);

CREATE TABLE marks (
    team TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel <> ''),
    message_ts TEXT NOT NULL CHECK (message_ts <> ''),
    emoji TEXT NOT NULL CHECK (emoji <> ''),
    slot TEXT NOT NULL,
    by_id TEXT NOT NULL,
    by_name TEXT NOT NULL,
    by_tz TEXT NOT NULL,
    is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)),
    at TEXT NOT NULL CHECK (length(at) = 32),
    PRIMARY KEY (team, channel, message_ts, emoji, slot)
) STRICT, WITHOUT ROWID;

INSERT INTO marks SELECT
    team, channel, message_ts, emoji, captured_by_id, captured_by_id, captured_by_name, captured_by_tz, 1, recorded_at
FROM first_versions JOIN (
    SELECT 'note' AS marked, 'pushpin' AS emoji UNION ALL SELECT 'investigation', 'mag'
    UNION ALL SELECT 'mitigation', 'wrench' UNION ALL SELECT 'detection', 'rotating_light'
    UNION ALL SELECT 'communication', 'loudspeaker' UNION ALL SELECT 'escalation', 'arrow_up'
    UNION ALL SELECT 'resolution', 'white_check_mark'
) ON kind = marked WHERE source = 'reaction' AND message_ts <> '' AND channel <> '' AND captured_by_id IS NOT NULL;

DROP TABLE first_versions;
"""

# scans: when a channel was last scanned completely. alive: when the bot last heard from Slack.
_ABSENCES = """
ALTER TABLE people ADD COLUMN guest INTEGER NOT NULL DEFAULT 0 CHECK (guest IN (0, 1));

CREATE TABLE scans (
    team TEXT NOT NULL,
    incident INTEGER NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 32),
    PRIMARY KEY (team, incident),
    FOREIGN KEY (team, incident) REFERENCES incidents (team, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE alive (
    team TEXT NOT NULL PRIMARY KEY,
    at TEXT NOT NULL CHECK (length(at) = 32)
) STRICT, WITHOUT ROWID;
"""

# The index finds the newest entry by people. A nudge's key now has the time when it was asked, not when it was due.
_GAPS = """
ALTER TABLE incidents ADD COLUMN gap_from TEXT CHECK (length(gap_from) = 32);
ALTER TABLE incidents ADD COLUMN gap_asked_at TEXT CHECK (length(gap_asked_at) = 32);
CREATE INDEX entries_by_people ON entries (team, incident, occurred_at) WHERE source <> 'system';
UPDATE outbox SET key = incident || '/nudge/' || json_extract(payload, '$.at')
    WHERE step = 'nudge' AND json_extract(payload, '$.at') IS NOT NULL;
"""

# Roles and the handover are JSON because they are always read and written with their incident.
_RUNNING = """
ALTER TABLE incidents ADD COLUMN drill INTEGER NOT NULL DEFAULT 0 CHECK (drill IN (0, 1));
ALTER TABLE incidents ADD COLUMN roles TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(roles));
ALTER TABLE incidents ADD COLUMN handover TEXT CHECK (handover IS NULL OR json_valid(handover));
ALTER TABLE incidents ADD COLUMN promised_at TEXT CHECK (length(promised_at) = 32);
ALTER TABLE incidents ADD COLUMN subscribers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(subscribers));
ALTER TABLE incidents ADD COLUMN merged_into INTEGER NOT NULL DEFAULT 0 CHECK (merged_into >= 0);
ALTER TABLE incidents ADD COLUMN ended_at TEXT CHECK (length(ended_at) = 32);
ALTER TABLE incidents ADD COLUMN room INTEGER NOT NULL DEFAULT 1 CHECK (room > 0);
ALTER TABLE incidents ADD COLUMN archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1));
ALTER TABLE updates ADD COLUMN impact TEXT NOT NULL DEFAULT '';
ALTER TABLE updates ADD COLUMN doing TEXT NOT NULL DEFAULT '';
ALTER TABLE updates ADD COLUMN next_by TEXT CHECK (length(next_by) = 32);
ALTER TABLE actions ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE actions ADD COLUMN done_at TEXT CHECK (length(done_at) = 32);
ALTER TABLE actions ADD COLUMN done_by_id TEXT;
ALTER TABLE actions ADD COLUMN done_by_name TEXT;
ALTER TABLE actions ADD COLUMN done_by_tz TEXT;
ALTER TABLE actions ADD COLUMN message_ts TEXT NOT NULL DEFAULT '';
ALTER TABLE actions ADD COLUMN permalink TEXT NOT NULL DEFAULT '';

CREATE TABLE tasks (
    team TEXT NOT NULL,
    incident INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    title TEXT NOT NULL,
    by_id TEXT NOT NULL,
    by_name TEXT NOT NULL,
    by_tz TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 32),
    assignee_id TEXT,
    assignee_name TEXT,
    assignee_tz TEXT,
    done_at TEXT CHECK (length(done_at) = 32),
    done_by_id TEXT,
    done_by_name TEXT,
    done_by_tz TEXT,
    suggested INTEGER NOT NULL CHECK (suggested IN (0, 1)),
    message_ts TEXT NOT NULL,
    permalink TEXT NOT NULL,
    PRIMARY KEY (team, incident, number),
    FOREIGN KEY (team, incident) REFERENCES incidents (team, number)
) STRICT;

CREATE TABLE members (
    team TEXT NOT NULL,
    incident INTEGER NOT NULL,
    person TEXT NOT NULL CHECK (person <> ''),
    present INTEGER NOT NULL CHECK (present IN (0, 1)),
    PRIMARY KEY (team, incident, person),
    FOREIGN KEY (team, incident) REFERENCES incidents (team, number)
) STRICT, WITHOUT ROWID;

DROP INDEX incidents_open;
CREATE INDEX incidents_open ON incidents (team, status, number);
"""

# texts: the searchable texts that people wrote, one row each, kept up to date by triggers on the other tables. Entries
# that the bot logs about the channel are not included. texts_fts is the FTS5 index over it.
_SEARCH = """
CREATE TABLE texts (
    id INTEGER PRIMARY KEY,
    team TEXT NOT NULL,
    incident INTEGER NOT NULL,
    what TEXT NOT NULL,
    ref TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (team, incident, what, ref),
    FOREIGN KEY (team, incident) REFERENCES incidents (team, number)
) STRICT;

CREATE VIRTUAL TABLE texts_fts USING fts5(
    text, content='texts', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);

CREATE TRIGGER texts_added AFTER INSERT ON texts BEGIN
    INSERT INTO texts_fts (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER texts_dropped AFTER DELETE ON texts BEGIN
    INSERT INTO texts_fts (texts_fts, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER texts_changed AFTER UPDATE ON texts BEGIN
    INSERT INTO texts_fts (texts_fts, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO texts_fts (rowid, text) VALUES (new.id, new.text);
END;

CREATE TRIGGER texts_of_new_incidents AFTER INSERT ON incidents BEGIN
    INSERT INTO texts (team, incident, what, ref, text) VALUES
        (new.team, new.number, 'title', '', new.title), (new.team, new.number, 'summary', '', new.summary);
END;
CREATE TRIGGER texts_of_incidents AFTER UPDATE OF title, summary ON incidents
WHEN old.title <> new.title OR old.summary <> new.summary BEGIN
    UPDATE texts SET text = new.title
        WHERE team = new.team AND incident = new.number AND what = 'title';
    UPDATE texts SET text = new.summary
        WHERE team = new.team AND incident = new.number AND what = 'summary';
END;
CREATE TRIGGER texts_of_entries AFTER INSERT ON entries WHEN new.kind NOT IN ('member', 'channel', 'nudge') BEGIN
    DELETE FROM texts
        WHERE team = new.team AND incident = new.incident AND what = 'entry' AND ref = CAST(new.root AS TEXT);
    INSERT INTO texts (team, incident, what, ref, text)
        SELECT new.team, new.incident, 'entry', new.root, new.text WHERE new.removed = 0;
END;
CREATE TRIGGER texts_of_filled_entries AFTER UPDATE OF text ON entries BEGIN
    UPDATE texts SET text = new.text
        WHERE team = new.team AND incident = new.incident AND what = 'entry' AND ref = CAST(new.root AS TEXT)
        AND NOT EXISTS (SELECT 1 FROM entries AS later WHERE later.replaces = new.id);
END;
CREATE TRIGGER texts_of_updates AFTER INSERT ON updates BEGIN
    INSERT INTO texts (team, incident, what, ref, text)
        VALUES (new.team, new.incident, 'update', new.number, trim(new.text || ' ' || new.impact || ' ' || new.doing));
END;
CREATE TRIGGER texts_of_records AFTER INSERT ON records BEGIN
    INSERT INTO texts (team, incident, what, ref, text)
        VALUES (new.team, new.incident, 'record', new.id, new.text);
END;
CREATE TRIGGER texts_of_new_actions AFTER INSERT ON actions BEGIN
    INSERT INTO texts (team, incident, what, ref, text)
        VALUES (new.team, new.incident, 'action', new.number, new.title);
END;
CREATE TRIGGER texts_of_actions AFTER UPDATE OF title ON actions WHEN old.title <> new.title BEGIN
    UPDATE texts SET text = new.title
        WHERE team = new.team AND incident = new.incident AND what = 'action' AND ref = CAST(new.number AS TEXT);
END;

INSERT INTO texts (team, incident, what, ref, text)
    SELECT team, number, 'title', '', title FROM incidents
    UNION ALL SELECT team, number, 'summary', '', summary FROM incidents
    UNION ALL SELECT team, incident, 'entry', root, text FROM entries
        WHERE removed = 0 AND kind NOT IN ('member', 'channel', 'nudge')
        AND NOT EXISTS (SELECT 1 FROM entries AS later WHERE later.replaces = entries.id)
    UNION ALL SELECT team, incident, 'update', number, text FROM updates
    UNION ALL SELECT team, incident, 'record', id, text FROM records
    UNION ALL SELECT team, incident, 'action', number, title FROM actions;
"""

# User groups are cached like people, so that permission checks never wait for Slack.
_GROUPS = """
CREATE TABLE groups (
    team TEXT NOT NULL,
    id TEXT NOT NULL CHECK (id <> ''),
    handle TEXT NOT NULL,
    PRIMARY KEY (team, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE group_people (
    team TEXT NOT NULL,
    id TEXT NOT NULL,
    person TEXT NOT NULL CHECK (person <> ''),
    PRIMARY KEY (team, id, person),
    FOREIGN KEY (team, id) REFERENCES groups (team, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX group_people_of ON group_people (team, person);
"""

# Every channel that an incident has or had. Messages logged in an earlier one stay on its timeline.
_ROOMS = """
CREATE TABLE channels (
    team TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel <> ''),
    incident INTEGER NOT NULL,
    room INTEGER NOT NULL CHECK (room > 0),
    PRIMARY KEY (team, channel),
    FOREIGN KEY (team, incident) REFERENCES incidents (team, number)
) STRICT, WITHOUT ROWID;

INSERT INTO channels SELECT team, channel, number, room FROM incidents WHERE channel <> '';
CREATE INDEX channels_of_incident ON channels (team, incident, room);
CREATE INDEX incidents_merged ON incidents (team, merged_into) WHERE merged_into > 0;
"""

# home_viewers: who opened their Home, and when last. The indexes are for stats, due reviews, tasks and action items.
_HOME = """
CREATE TABLE home_viewers (
    team TEXT NOT NULL,
    person TEXT NOT NULL CHECK (person <> ''),
    seen_at TEXT NOT NULL CHECK (length(seen_at) = 32),
    PRIMARY KEY (team, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX home_viewers_seen ON home_viewers (team, seen_at);
CREATE INDEX incidents_since ON incidents (team, declared_at);
CREATE INDEX incidents_resolved ON incidents (team, resolved_at) WHERE resolved_at IS NOT NULL;
CREATE INDEX actions_owned ON actions (team, owner_id) WHERE done_at IS NULL;
CREATE INDEX tasks_assigned ON tasks (team, assignee_id) WHERE done_at IS NULL;
"""

# The text of a published review is searchable; the newest version counts.
_REVIEWS = """
CREATE TABLE review_acts (
    team TEXT NOT NULL,
    incident INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    what TEXT NOT NULL,
    key TEXT NOT NULL,
    text TEXT NOT NULL,
    facts TEXT NOT NULL CHECK (json_valid(facts)),
    by_id TEXT NOT NULL,
    by_name TEXT NOT NULL,
    by_tz TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 32),
    PRIMARY KEY (team, incident, number),
    FOREIGN KEY (team, incident) REFERENCES incidents (team, number)
) STRICT;

CREATE INDEX review_acts_by_kind ON review_acts (team, what, incident);

CREATE TRIGGER texts_of_reviews AFTER INSERT ON review_acts WHEN new.what = 'publish' BEGIN
    DELETE FROM texts WHERE team = new.team AND incident = new.incident AND what = 'review';
    INSERT INTO texts (team, incident, what, ref, text)
        VALUES (new.team, new.incident, 'review', '', new.text);
END;
"""

# The reminder state: escalation level, snoozes, and when each reminder was sent.
_CARE = "ALTER TABLE incidents ADD COLUMN care TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(care));"

# pruned: when retention last finished. former: erased people, by number; `person` is set only during the erasure, so
# that it can be resumed. The indexes are for retention.
_KEEPING = """
CREATE TABLE pruned (
    team TEXT NOT NULL PRIMARY KEY,
    at TEXT NOT NULL CHECK (length(at) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE former (
    team TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    person TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 32),
    PRIMARY KEY (team, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX requests_at ON requests (team, at);
CREATE INDEX outbox_done ON outbox (team, incident) WHERE done = wanted AND error = '';
CREATE INDEX entries_with_text ON entries (team, incident)
    WHERE message_ts <> '' AND text <> '(text not kept)' AND pending = 0;
"""

# Incidents whose reminders failed, and when they are retried.
_REMINDER_FAILURES = """
CREATE TABLE reminder_failures (
    team TEXT NOT NULL,
    incident INTEGER NOT NULL,
    attempts INTEGER NOT NULL CHECK (attempts > 0),
    retry_at TEXT NOT NULL CHECK (length(retry_at) = 32),
    error TEXT NOT NULL,
    PRIMARY KEY (team, incident),
    FOREIGN KEY (team, incident) REFERENCES incidents (team, number)
) STRICT, WITHOUT ROWID;
"""

# The outbox becomes a queue whose done rows can be pruned. delivered: Slack's response to each message, by its key.
# answerable: messages that people can answer or undo, in their latest form; `changed` is what the message changed.
_QUEUE = """
CREATE TABLE delivered (
    team TEXT NOT NULL,
    key TEXT NOT NULL CHECK (key <> ''),
    incident INTEGER,
    result TEXT NOT NULL CHECK (json_valid(result)),
    PRIMARY KEY (team, key),
    FOREIGN KEY (team, incident) REFERENCES incidents (team, number)
) STRICT, WITHOUT ROWID;

INSERT INTO delivered (team, key, incident, result)
    SELECT team, key, incident, result FROM outbox WHERE result <> '{}';

CREATE TABLE answerable (
    id INTEGER PRIMARY KEY,
    team TEXT NOT NULL,
    incident INTEGER,
    key TEXT NOT NULL CHECK (key <> ''),
    ordering_key TEXT NOT NULL,
    depends_on TEXT NOT NULL CHECK (json_valid(depends_on)),
    kind TEXT NOT NULL,
    facts TEXT NOT NULL CHECK (json_valid(facts)),
    changed TEXT NOT NULL,
    UNIQUE (team, key),
    FOREIGN KEY (team, incident) REFERENCES incidents (team, number)
) STRICT;

CREATE INDEX answerable_changes ON answerable (team, incident, changed) WHERE changed <> '';

INSERT INTO answerable (team, incident, key, ordering_key, depends_on, kind, facts, changed)
    SELECT team, incident, key, lane, needs, step, payload,
        CASE WHEN step = 'post' THEN coalesce(json_extract(payload, '$.thing'), '') ELSE '' END
    FROM outbox WHERE step IN ('nudge', 'nudge_to', 'actions_due') OR (step = 'post' AND (
        json_extract(payload, '$.what') IN ('handover', 'question', 'similar')
        OR (json_extract(payload, '$.thing') IS NOT NULL AND json_extract(payload, '$.what') <> 'undo')
    )) ORDER BY id;

ALTER TABLE incidents ADD COLUMN review_posted INTEGER NOT NULL DEFAULT 0 CHECK (review_posted IN (0, 1));
UPDATE incidents SET review_posted = 1 WHERE EXISTS (
    SELECT 1 FROM outbox WHERE outbox.team = incidents.team AND outbox.incident = incidents.number
        AND outbox.step = 'review'
);

DROP INDEX outbox_done;
ALTER TABLE outbox DROP COLUMN result;
ALTER TABLE outbox RENAME COLUMN step TO kind;
ALTER TABLE outbox RENAME COLUMN payload TO facts;
ALTER TABLE outbox RENAME COLUMN lane TO ordering_key;
ALTER TABLE outbox RENAME COLUMN needs TO depends_on;
ALTER TABLE outbox RENAME COLUMN importance TO priority;
CREATE INDEX outbox_done ON outbox (team, not_before) WHERE done = wanted AND error = '';
"""

# commander_since: when the current commander took command. In older files only the bot's own entry has that time.
_COMMAND = """
ALTER TABLE incidents ADD COLUMN commander_since TEXT CHECK (length(commander_since) = 32);
UPDATE incidents SET commander_since = coalesce((
    SELECT max(occurred_at) FROM entries
    WHERE entries.team = incidents.team AND entries.incident = incidents.number AND version = 1
        AND kind = 'role' AND source = 'system' AND text LIKE 'Incident commander%'
), commander_at) WHERE commander_id IS NOT NULL;
"""

# app: the account belongs to an app, or is Slackbot. Every account is read again when the bot starts.
_ACCOUNTS = """
ALTER TABLE people ADD COLUMN app INTEGER NOT NULL DEFAULT 0 CHECK (app IN (0, 1));
ALTER TABLE people ADD COLUMN deactivated INTEGER NOT NULL DEFAULT 0 CHECK (deactivated IN (0, 1));
"""

# Stakeholder updates that people edited. Each save is a row; the last one for an audience is the current one.
_STAKEHOLDER_UPDATES = """
CREATE TABLE stakeholder_updates (
    team TEXT NOT NULL,
    incident INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    audience TEXT NOT NULL,
    text TEXT NOT NULL,
    by_id TEXT NOT NULL,
    by_name TEXT NOT NULL,
    by_tz TEXT NOT NULL,
    at TEXT NOT NULL CHECK (length(at) = 32),
    based_on INTEGER NOT NULL CHECK (based_on >= 0),
    status TEXT NOT NULL,
    PRIMARY KEY (team, incident, number),
    FOREIGN KEY (team, incident) REFERENCES incidents (team, number)
) STRICT;
"""

# Until now, which status an entry moved the incident to stood in its text alone, in the words of two versions.
_MOVED_TO = """
ALTER TABLE entries ADD COLUMN moved_to TEXT;

WITH statuses(name) AS (VALUES ('investigating'), ('identified'), ('mitigating'), ('monitoring'))
UPDATE entries SET moved_to = coalesce(
    (
        SELECT later.name FROM statuses AS earlier, statuses AS later
        WHERE entries.text LIKE 'Status changed from ' || earlier.name || ' to ' || later.name || '%'
            OR entries.text LIKE 'Status ' || earlier.name || ' → ' || later.name || '%'
    ),
    CASE WHEN text LIKE 'Reopened%' THEN 'investigating' END
)
WHERE source = 'system' AND kind IN ('status', 'monitoring');
"""

# connections: counts the bot's connections to Slack, and whether the current one is up. memberships: during which
# connection the members of an incident's channel were last read. Who is in it is known only during that connection.
_MEMBERSHIPS = """
CREATE TABLE connections (
    team TEXT NOT NULL PRIMARY KEY,
    number INTEGER NOT NULL CHECK (number > 0),
    up INTEGER NOT NULL CHECK (up IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE memberships (
    team TEXT NOT NULL,
    incident INTEGER NOT NULL,
    connection INTEGER NOT NULL CHECK (connection >= 0),
    changes INTEGER NOT NULL CHECK (changes >= 0),
    at TEXT CHECK (length(at) = 32),
    PRIMARY KEY (team, incident),
    FOREIGN KEY (team, incident) REFERENCES incidents (team, number)
) STRICT, WITHOUT ROWID;
"""

# channel_error: why Slack refused to create an incident's channel, or to let Muster post in it.
_CHANNEL_ERRORS = """
ALTER TABLE incidents ADD COLUMN channel_error TEXT NOT NULL DEFAULT '';
CREATE INDEX incidents_not_postable ON incidents (team, number) WHERE (
    channel_error <> '' OR (archived = 1 AND status IN ('identified', 'investigating', 'mitigating', 'monitoring'))
);
"""

_FORMER_NAMES = """
CREATE TABLE former_names (
    team TEXT NOT NULL,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (team, person, name)
) STRICT, WITHOUT ROWID;
"""

# The index holds terms that bot/search/terms.py makes, no longer the text itself: SQLite's tokenizers find nothing
# within Japanese, Chinese or Korean, and no address as such. `ascii` splits terms at the spaces between them only.
# What writes a text writes its terms, so the triggers on the other tables go. Tasks are searchable.
_TERMS = """
DROP TRIGGER texts_of_new_incidents;
DROP TRIGGER texts_of_incidents;
DROP TRIGGER texts_of_entries;
DROP TRIGGER texts_of_filled_entries;
DROP TRIGGER texts_of_updates;
DROP TRIGGER texts_of_records;
DROP TRIGGER texts_of_new_actions;
DROP TRIGGER texts_of_actions;
DROP TRIGGER texts_of_reviews;
DROP TRIGGER texts_added;
DROP TRIGGER texts_dropped;
DROP TRIGGER texts_changed;
DROP TABLE texts_fts;

DELETE FROM texts WHERE text IN ('', '(text not kept)');
INSERT INTO texts (team, incident, what, ref, text)
    SELECT team, incident, 'task', number, title FROM tasks WHERE suggested = 0;
ALTER TABLE texts ADD COLUMN terms TEXT NOT NULL DEFAULT '';
UPDATE texts SET terms = terms_of(text);

CREATE VIRTUAL TABLE texts_fts USING fts5(terms, content='texts', content_rowid='id', tokenize='ascii');
INSERT INTO texts_fts (texts_fts) VALUES ('rebuild');

CREATE TRIGGER texts_added AFTER INSERT ON texts BEGIN
    INSERT INTO texts_fts (rowid, terms) VALUES (new.id, new.terms);
END;
CREATE TRIGGER texts_dropped AFTER DELETE ON texts BEGIN
    INSERT INTO texts_fts (texts_fts, rowid, terms) VALUES ('delete', old.id, old.terms);
END;
CREATE TRIGGER texts_changed AFTER UPDATE OF terms ON texts BEGIN
    INSERT INTO texts_fts (texts_fts, rowid, terms) VALUES ('delete', old.id, old.terms);
    INSERT INTO texts_fts (rowid, terms) VALUES (new.id, new.terms);
END;
"""

# `PAY123` and `v1.2.3` have their parts as terms, too.
_NUMBERED_TERMS = """
UPDATE texts SET terms = terms_of(text) WHERE terms <> terms_of(text);
"""

# Who is to come into an incident's channel, as long as nobody has been in it: until then they see a private incident.
_EXPECTED_MEMBERS = """
CREATE TABLE expected_members (
    team TEXT NOT NULL,
    incident INTEGER NOT NULL,
    person TEXT NOT NULL CHECK (person <> ''),
    PRIMARY KEY (team, incident, person),
    FOREIGN KEY (team, incident) REFERENCES incidents (team, number)
) STRICT, WITHOUT ROWID;

INSERT INTO expected_members SELECT team, number, declared_by_id FROM incidents
WHERE declared_by_id <> '' AND NOT EXISTS (
    SELECT 1 FROM members WHERE members.team = incidents.team AND members.incident = incidents.number
);
"""

# What Slack said of changed ids of channels, for changes whose events arrive out of order.
_CHANGED_CHANNEL_IDS = """
CREATE TABLE changed_channel_ids (
    team TEXT NOT NULL,
    before TEXT NOT NULL,
    now TEXT NOT NULL CHECK (now <> before),
    PRIMARY KEY (team, before)
) STRICT, WITHOUT ROWID;
"""

SCHEMA: Mapping[str, str] = {
    "1_record": _RECORD,
    "2_people_and_requests": _PEOPLE_AND_REQUESTS,
    "3_reminders": _REMINDERS,
    "4_outbox": _OUTBOX,
    "5_versions": _VERSIONS,
    "6_absences": _ABSENCES,
    "7_gaps": _GAPS,
    "8_running": _RUNNING,
    "9_rooms": _ROOMS,
    "10_groups": _GROUPS,
    "11_search": _SEARCH,
    "12_home": _HOME,
    "13_reviews": _REVIEWS,
    "14_care": _CARE,
    "15_keeping": _KEEPING,
    "16_reminder_failures": _REMINDER_FAILURES,
    "17_queue": _QUEUE,
    "18_command": _COMMAND,
    "19_accounts": _ACCOUNTS,
    "20_stakeholder_updates": _STAKEHOLDER_UPDATES,
    "21_moved_to": _MOVED_TO,
    "22_memberships": _MEMBERSHIPS,
    "23_channel_errors": _CHANNEL_ERRORS,
    "24_former_names": _FORMER_NAMES,
    "25_terms": _TERMS,
    "26_numbered_terms": _NUMBERED_TERMS,
    "27_expected_members": _EXPECTED_MEMBERS,
    "28_changed_channel_ids": _CHANGED_CHANNEL_IDS,
}


def _step(script: str) -> Callable[[Database], None]:
    statements = tuple(_statements(script))

    def run(database: Database) -> None:
        database.register_function(terms, name="terms_of", deterministic=True)
        for statement in statements:
            database.execute(statement)

    return run


def _statements(script: str) -> Iterator[str]:
    """Splits at line ends. sqlite-utils checks after every character, which takes 30 ms for a new database."""
    begun = ""
    for line in script.splitlines(keepends=True):
        begun += line
        if complete_statement(begun):
            yield begun.strip()
            begun = ""


def _migrations() -> Migrations:
    migrations = Migrations("muster")
    for name, script in SCHEMA.items():
        migrations(name=name)(_step(script))
    return migrations


MIGRATIONS = _migrations()
