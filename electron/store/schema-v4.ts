/** What version 4 adds: what was found about the history when the file was opened. Frozen like the versions before. */
export const TABLES_V4 = `
CREATE TABLE history_losses (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('shortened', 'replaced', 'changed', 'unmarked', 'restored')),
  /* The newest event that was marked; null where there was no mark. */
  expected_event_id INTEGER,
  /* The newest one that was found. */
  found_event_id INTEGER NOT NULL,
  marked_at TEXT,
  found_at TEXT NOT NULL,
  acknowledged_at TEXT
) STRICT;
CREATE INDEX history_losses_open ON history_losses (acknowledged_at, seq);

/* One row: since when there is a mark outside this file. */
CREATE TABLE history_marked (since TEXT NOT NULL) STRICT;
`
