/** What version 6 adds: turns are found by their day, for what was spent in a span of days. Frozen like the versions before it. */
export const TABLES_V6 = `
CREATE INDEX turns_by_start ON turns (started_at);
`
