/**
 * What version 3 adds: what the verification steps of a plan did before any work, on the commit that the plan starts from. Plans and
 * tasks of before have no such commit, and nothing is tried for them.
 */
export const TABLES_V3 = `
/* Revision of the newest plan, while steps of it are still to be tried. */
ALTER TABLE runs ADD COLUMN untried_plan INTEGER;
ALTER TABLE plans ADD COLUMN base_commit TEXT;
/* The base commit of the plan that a task is of. */
ALTER TABLE tasks ADD COLUMN plan_commit TEXT;
ALTER TABLE step_evidence ADD COLUMN baseline TEXT
  CHECK (baseline IN ('passed', 'failed', 'cannot_run', 'not_tried'));

CREATE TABLE baseline_results (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  commit_id TEXT NOT NULL,
  command TEXT NOT NULL,
  exit_code INTEGER,
  timed_out INTEGER NOT NULL CHECK (timed_out IN (0, 1)),
  duration_ms REAL NOT NULL,
  log TEXT NOT NULL,
  log_artifact_id TEXT NOT NULL REFERENCES artifacts (id) ON DELETE CASCADE,
  log_lines INTEGER NOT NULL,
  log_tail TEXT NOT NULL,
  /* A command is tried once per commit. */
  UNIQUE (run_id, commit_id, command)
) STRICT;
CREATE INDEX baseline_results_in_order ON baseline_results (run_id, commit_id, seq);
CREATE INDEX baseline_results_of_log ON baseline_results (log_artifact_id);
`
