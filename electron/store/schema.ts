/**
 * Tables of version 1. Frozen: whatever changes later is a new migration. The words in the CHECKs are those of
 * `shared/words.ts` (a test holds them together). `seq` is the order of every list.
 * Columns that end in `_json` hold JSON text; flags are 0 or 1.
 */
export const TABLES_V1 = `
CREATE TABLE runs (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  goal TEXT NOT NULL,
  repo_path TEXT NOT NULL,
  status TEXT NOT NULL
    CHECK (status IN ('planning', 'awaiting_approval', 'running', 'paused', 'completed', 'failed', 'cancelled')),
  summary TEXT,
  cycle_count INTEGER NOT NULL DEFAULT 0,
  replan_count INTEGER NOT NULL DEFAULT 0,
  current_task_id TEXT REFERENCES tasks (id) ON DELETE SET NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  config_json TEXT NOT NULL,
  control TEXT NOT NULL DEFAULT 'run' CHECK (control IN ('run', 'pause', 'cancel')),
  control_reason TEXT,
  wait_until TEXT,
  wait_reason TEXT,
  branch TEXT,
  base_commit TEXT,
  head_commit TEXT,
  needs_plan TEXT CHECK (needs_plan IN ('first', 'blocked', 'review', 'changes_requested')),
  plan_guidance TEXT,
  plan_by_person INTEGER NOT NULL DEFAULT 0 CHECK (plan_by_person IN (0, 1)),
  delivery TEXT NOT NULL DEFAULT 'none' CHECK (delivery IN ('none', 'chosen', 'done')),
  delivery_choice_json TEXT,
  setup_state TEXT NOT NULL DEFAULT 'pending' CHECK (setup_state IN ('pending', 'done', 'failed', 'skipped')),
  worktree_ready INTEGER NOT NULL DEFAULT 0 CHECK (worktree_ready IN (0, 1)),
  turn_failures INTEGER NOT NULL DEFAULT 0,
  active_ms INTEGER NOT NULL DEFAULT 0,
  tokens INTEGER NOT NULL DEFAULT 0,
  cost_micros INTEGER NOT NULL DEFAULT 0,
  turns INTEGER NOT NULL DEFAULT 0,
  budget_warned INTEGER NOT NULL DEFAULT 0,
  open_gates INTEGER NOT NULL DEFAULT 0 CHECK (open_gates >= 0),
  tasks_pending INTEGER NOT NULL DEFAULT 0 CHECK (tasks_pending >= 0),
  tasks_in_progress INTEGER NOT NULL DEFAULT 0 CHECK (tasks_in_progress >= 0),
  tasks_completed INTEGER NOT NULL DEFAULT 0 CHECK (tasks_completed >= 0),
  tasks_blocked INTEGER NOT NULL DEFAULT 0 CHECK (tasks_blocked >= 0),
  tasks_abandoned INTEGER NOT NULL DEFAULT 0 CHECK (tasks_abandoned >= 0)
) STRICT;
CREATE INDEX runs_of_current_task ON runs (current_task_id) WHERE current_task_id IS NOT NULL;
CREATE INDEX runs_unfinished ON runs (id) WHERE status NOT IN ('completed', 'failed', 'cancelled');

CREATE TABLE agents (
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('strategy', 'implementation', 'checker')),
  session_id TEXT,
  turns INTEGER NOT NULL DEFAULT 0,
  rotation_count INTEGER NOT NULL DEFAULT 0,
  last_prompt_path TEXT,
  last_response_path TEXT,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (run_id, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE tasks (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  objective TEXT NOT NULL,
  acceptance_criteria_json TEXT NOT NULL,
  verification_steps_json TEXT NOT NULL,
  allowed_paths_json TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'in_progress', 'completed', 'blocked', 'abandoned')),
  attempt_count INTEGER NOT NULL DEFAULT 0,
  implementation_summary TEXT,
  blocker_signature TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  /* Attempts up to this seq no longer count against the limit. */
  count_after_seq INTEGER NOT NULL DEFAULT 0,
  UNIQUE (id, run_id)
) STRICT;
CREATE INDEX tasks_in_plan_order ON tasks (run_id, seq);
CREATE INDEX tasks_by_status ON tasks (run_id, status, seq);

CREATE TABLE task_attempts (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  run_id TEXT NOT NULL,
  task_id TEXT NOT NULL,
  attempt_number INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running', 'completed', 'failed', 'blocked', 'interrupted')),
  summary TEXT NOT NULL,
  blocker_signature TEXT,
  result_json TEXT NOT NULL,
  created_at TEXT NOT NULL,
  phase TEXT NOT NULL CHECK (phase IN ('implement', 'scope', 'verify', 'check', 'settle')),
  base_commit TEXT,
  candidate_commit TEXT,
  counted INTEGER NOT NULL DEFAULT 0 CHECK (counted IN (0, 1)),
  imported INTEGER NOT NULL DEFAULT 0 CHECK (imported IN (0, 1)),
  FOREIGN KEY (task_id, run_id) REFERENCES tasks (id, run_id) ON DELETE CASCADE
) STRICT;
CREATE INDEX attempts_of_run ON task_attempts (run_id, seq);
CREATE INDEX attempts_of_task ON task_attempts (task_id, seq);
CREATE INDEX attempts_running ON task_attempts (run_id, task_id) WHERE status = 'running';
CREATE UNIQUE INDEX one_running_attempt_per_task ON task_attempts (task_id) WHERE status = 'running' AND imported = 0;

CREATE TABLE events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  ts TEXT NOT NULL,
  source TEXT NOT NULL,
  kind TEXT NOT NULL,
  message TEXT NOT NULL,
  payload_json TEXT NOT NULL
) STRICT;
CREATE INDEX events_of_run ON events (run_id, seq);

CREATE TABLE artifacts (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  role TEXT CHECK (role IN ('strategy', 'implementation', 'checker')),
  kind TEXT NOT NULL,
  path TEXT NOT NULL,
  created_at TEXT NOT NULL,
  metadata_json TEXT NOT NULL
) STRICT;
CREATE INDEX artifacts_of_run ON artifacts (run_id, seq);
CREATE INDEX artifacts_of_role ON artifacts (run_id, role, seq);

CREATE TABLE checkpoints (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  status TEXT NOT NULL
    CHECK (status IN ('planning', 'awaiting_approval', 'running', 'paused', 'completed', 'failed', 'cancelled')),
  payload_json TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX checkpoints_of_run ON checkpoints (run_id, seq);

CREATE TABLE approvals (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  source TEXT NOT NULL CHECK (source IN ('human', 'policy', 'strategy', 'checker')),
  verdict TEXT NOT NULL CHECK (verdict IN ('approved', 'changes_requested', 'rejected')),
  rationale TEXT NOT NULL,
  payload_json TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX approvals_of_run ON approvals (run_id, seq);
CREATE INDEX approvals_of_source ON approvals (run_id, source, seq);

CREATE TABLE plans (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  revision INTEGER NOT NULL CHECK (revision > 0),
  reason TEXT NOT NULL CHECK (reason IN ('first', 'blocked', 'review', 'changes_requested')),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'accepted', 'superseded')),
  summary TEXT NOT NULL,
  tasks_json TEXT NOT NULL,
  risks_json TEXT NOT NULL,
  questions_json TEXT NOT NULL,
  hash TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (run_id, revision)
) STRICT;

CREATE TABLE turns (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('strategy', 'implementation', 'checker')),
  kind TEXT NOT NULL CHECK (kind IN ('plan', 'replan', 'implement', 'check', 'review')),
  number INTEGER NOT NULL,
  task_id TEXT REFERENCES tasks (id) ON DELETE CASCADE,
  attempt_id TEXT REFERENCES task_attempts (id) ON DELETE CASCADE,
  state TEXT NOT NULL
    CHECK (state IN ('running', 'finished', 'limited', 'login', 'stopped', 'failed', 'interrupted')),
  detail TEXT,
  tokens INTEGER,
  cost_micros INTEGER,
  session_id TEXT,
  started_at TEXT NOT NULL,
  finished_at TEXT
) STRICT;
CREATE INDEX turns_of_run ON turns (run_id, seq);
CREATE INDEX turns_of_task ON turns (task_id) WHERE task_id IS NOT NULL;
CREATE INDEX turns_of_attempt ON turns (attempt_id, seq);
CREATE INDEX turns_running ON turns (state) WHERE state = 'running';

CREATE TABLE gates (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  kind TEXT NOT NULL
    CHECK (kind IN ('plan', 'permission', 'scope', 'task', 'blocked', 'budget', 'login', 'final')),
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
CREATE INDEX gates_of_run ON gates (run_id, seq);
CREATE INDEX gates_of_task ON gates (task_id) WHERE task_id IS NOT NULL;
CREATE INDEX gates_of_attempt ON gates (attempt_id) WHERE attempt_id IS NOT NULL;
CREATE INDEX gates_of_turn ON gates (turn_id) WHERE turn_id IS NOT NULL;
CREATE INDEX gates_of_approval ON gates (approval_id) WHERE approval_id IS NOT NULL;
CREATE INDEX gates_open ON gates (state) WHERE state = 'open';
CREATE INDEX gates_open_of_run ON gates (run_id) WHERE state = 'open';

CREATE TABLE step_evidence (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  /* An attempt or a review. */
  owner_id TEXT NOT NULL,
  label TEXT NOT NULL,
  command TEXT NOT NULL,
  exit_code INTEGER,
  timed_out INTEGER NOT NULL CHECK (timed_out IN (0, 1)),
  duration_ms REAL NOT NULL,
  log TEXT NOT NULL,
  log_artifact_id TEXT NOT NULL REFERENCES artifacts (id) ON DELETE CASCADE,
  log_lines INTEGER NOT NULL,
  log_tail TEXT NOT NULL,
  UNIQUE (owner_id, label)
) STRICT;
CREATE INDEX step_evidence_in_order ON step_evidence (owner_id, seq);
CREATE INDEX step_evidence_of_log ON step_evidence (log_artifact_id);
CREATE INDEX step_evidence_of_run ON step_evidence (run_id);

CREATE TABLE reviews (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  head_commit TEXT NOT NULL,
  steps_done INTEGER NOT NULL DEFAULT 0 CHECK (steps_done IN (0, 1)),
  strategy_verdict_json TEXT,
  checker_verdict_json TEXT,
  objections_json TEXT,
  created_at TEXT NOT NULL,
  UNIQUE (run_id, head_commit)
) STRICT;
CREATE INDEX reviews_of_run ON reviews (run_id, seq);

CREATE TABLE effects (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  expected TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('intended', 'done')),
  created_at TEXT NOT NULL,
  UNIQUE (run_id, key)
) STRICT;

CREATE TABLE imported_orphans (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  table_name TEXT NOT NULL,
  row_json TEXT NOT NULL
) STRICT;
`
