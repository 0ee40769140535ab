/**
 * What version 2 adds: which agent a turn had and how full its context was, messages of a person to a role, limits of agents, what a
 * person wants remembered, and a kind of gate. Frozen like version 1. SQLite cannot change a CHECK, so the gates are written anew
 * (nothing points to them); the triggers and indexes of the old table go with it and are made again.
 */
export const TABLES_V2 = `
ALTER TABLE turns ADD COLUMN agent_id TEXT;
ALTER TABLE turns ADD COLUMN agent_version TEXT;
ALTER TABLE turns ADD COLUMN context_used INTEGER;
ALTER TABLE turns ADD COLUMN context_size INTEGER;
/* The driver's word for what came of the turn; open, and null while it runs or where it was cut. */
ALTER TABLE turns ADD COLUMN outcome TEXT;
CREATE INDEX turns_of_session ON turns (run_id, role, session_id, seq) WHERE session_id IS NOT NULL;

CREATE TABLE messages (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('strategy', 'implementation', 'checker')),
  mode TEXT NOT NULL CHECK (mode IN ('next_turn', 'interrupt')),
  text TEXT NOT NULL,
  created_at TEXT NOT NULL,
  turn_id TEXT REFERENCES turns (id) ON DELETE CASCADE,
  sent_at TEXT,
  CHECK ((turn_id IS NULL) = (sent_at IS NULL))
) STRICT;
CREATE INDEX messages_of_run ON messages (run_id, seq);
CREATE INDEX messages_waiting ON messages (run_id, role, seq) WHERE sent_at IS NULL;
CREATE INDEX messages_of_turn ON messages (turn_id) WHERE turn_id IS NOT NULL;

CREATE TABLE agent_limits (
  agent_id TEXT NOT NULL PRIMARY KEY,
  until TEXT NOT NULL,
  detail TEXT NOT NULL,
  noted_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE remembered_permissions (
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (answer IN ('allow', 'reject')),
  approval_id TEXT NOT NULL REFERENCES approvals (id) ON DELETE CASCADE,
  PRIMARY KEY (run_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX remembered_permissions_of_approval ON remembered_permissions (approval_id);

/* Outlives the run in which it was approved. */
CREATE TABLE trusted_servers (
  hash TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  approval_id TEXT NOT NULL,
  trusted_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE gates_v2 (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  kind TEXT NOT NULL
    CHECK (kind IN ('plan', 'permission', 'scope', 'task', 'blocked', 'budget', 'login', 'mcp_server', 'final')),
  task_id TEXT REFERENCES tasks (id) ON DELETE CASCADE,
  attempt_id TEXT REFERENCES task_attempts (id) ON DELETE CASCADE,
  turn_id TEXT REFERENCES turns (id) ON DELETE CASCADE,
  question TEXT NOT NULL,
  subject_json TEXT NOT NULL,
  subject_hash TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'decided', 'void')),
  approval_id TEXT REFERENCES approvals (id) ON DELETE CASCADE,
  opened_at TEXT NOT NULL,
  CHECK ((state = 'decided') = (approval_id IS NOT NULL))
) STRICT;
INSERT INTO gates_v2 SELECT seq, id, run_id, kind, task_id, attempt_id, turn_id, question, subject_json, subject_hash, state,
  approval_id, opened_at FROM gates ORDER BY seq;
UPDATE sqlite_sequence SET seq = coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'gates'), seq) WHERE name = 'gates_v2';
DROP TABLE gates;
ALTER TABLE gates_v2 RENAME TO gates;
CREATE INDEX gates_of_run ON gates (run_id, seq);
CREATE INDEX gates_of_task ON gates (task_id) WHERE task_id IS NOT NULL;
CREATE INDEX gates_of_attempt ON gates (attempt_id) WHERE attempt_id IS NOT NULL;
CREATE INDEX gates_of_turn ON gates (turn_id) WHERE turn_id IS NOT NULL;
CREATE INDEX gates_of_approval ON gates (approval_id) WHERE approval_id IS NOT NULL;
CREATE INDEX gates_open ON gates (state) WHERE state = 'open';
CREATE INDEX gates_open_of_run ON gates (run_id) WHERE state = 'open';
`
