/**
 * What version 5 adds: checkpoints that can be returned to and forked from, runs in the trash, and turns whose output was left to
 * their transcript. Frozen like the versions before it.
 */
export const TABLES_V5 = `
/* What a return sets again; NULL in checkpoints of before version 5. */
ALTER TABLE checkpoints ADD COLUMN state_json TEXT;

/* Of an attempt that a return went back past: it stays in the history, and no decision rests on it. */
ALTER TABLE task_attempts ADD COLUMN set_aside INTEGER NOT NULL DEFAULT 0 CHECK (set_aside IN (0, 1));

/* The task of another run, perhaps a removed one, that a fork took this one from, and whether it was verified there. */
ALTER TABLE tasks ADD COLUMN taken_from TEXT;
ALTER TABLE tasks ADD COLUMN taken_verified INTEGER NOT NULL DEFAULT 0 CHECK (taken_verified IN (0, 1));

ALTER TABLE turns ADD COLUMN compacted INTEGER NOT NULL DEFAULT 0 CHECK (compacted IN (0, 1));

/* The commit whose files the next attempt begins with; NULL: the usual one. */
ALTER TABLE runs ADD COLUMN start_commit TEXT;
/* 'requested': a return that the driver has yet to decide. 'files': decided, and branch or worktree are not there yet. */
ALTER TABLE runs ADD COLUMN restore TEXT CHECK (restore IN ('requested', 'files'));
ALTER TABLE runs ADD COLUMN restore_request_json TEXT;
/* Perhaps of a run that was removed since. */
ALTER TABLE runs ADD COLUMN forked_from_run TEXT;
ALTER TABLE runs ADD COLUMN forked_from_checkpoint TEXT;
ALTER TABLE runs ADD COLUMN trash TEXT CHECK (trash IN ('removing', 'removed', 'returning', 'purging'));
ALTER TABLE runs ADD COLUMN removed_at TEXT;
ALTER TABLE runs ADD COLUMN trash_folder TEXT;
CREATE INDEX runs_forked_from ON runs (forked_from_run) WHERE forked_from_run IS NOT NULL;
CREATE INDEX runs_in_trash ON runs (id) WHERE trash IS NOT NULL;
CREATE INDEX runs_to_restore ON runs (id) WHERE restore = 'requested';
`
