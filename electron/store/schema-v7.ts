/** What version 7 adds: forms of new runs that a person keeps, and files for a run that is yet to start. Frozen like the versions before it. */
export const TABLES_V7 = `
/* Templates and drafts. The window alone knows what is in a form: here it is text. */
CREATE TABLE saved_forms (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('template', 'draft')),
  name TEXT NOT NULL,
  form TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

/* Its bytes are a file of this id in the data folder; sha256 is NULL until all of them are there. */
CREATE TABLE uploads (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  sha256 TEXT,
  created_at TEXT NOT NULL
) STRICT;
`
