/** The faults that Triptych is measured by, numbered once and for all: `[fault N]` in the title of a test names one of them. */
export interface Fault {
  readonly number: number
  readonly fault: string
  readonly expected: string
}

export const FAMILIES = [
  { title: 'The application dies', first: 1, last: 12 },
  { title: 'An agent misbehaves', first: 13, last: 31 },
  { title: 'The store and the disk', first: 32, last: 42 },
  { title: 'The repository', first: 43, last: 53 },
  { title: 'What is shown', first: 54, last: 62 },
  { title: 'People', first: 63, last: 69 },
] as const

const LIST: readonly (readonly [fault: string, expected: string])[] = [
  // The application dies
  [
    'kill -9 before, inside or after any transaction',
    'resumed, the run ends in the same state; no event is lost or doubled',
  ],
  ['kill -9 after an effect was intended and before it was made', 'it is found not made, and made once'],
  ['kill -9 after an effect was made and before that was recorded', 'it is found made, and only recorded'],
  [
    'kill -9 between a commit and what the window is told',
    'the window reads on from the last number it knows; nothing is missing',
  ],
  ['kill -9 while an earlier kill is recovered from, again and again', 'the run still comes to the same end'],
  ['kill -9 at any moment', 'as fault 1'],
  [
    'Power cut: writes that were not flushed are lost, partly lost or torn',
    'no event that was told is lost; the database opens undamaged',
  ],
  ['The page of the window crashes or is loaded anew', 'the run goes on; the view is built again from the store'],
  ['The process that owns the store crashes', 'it is started again once'],
  [
    'SIGTERM, the system shuts down, sleeps or wakes',
    'the run is paused and children are ended; no time-out is invented',
  ],
  [
    'A newer version is installed while a run is going',
    'the run is resumed after the restart; the database is backed up before it is changed',
  ],
  ['An older version opens a newer database', 'refused with a message; the file is not touched'],
  // An agent misbehaves
  ['It says nothing more', 'ended after the idle limit, politely and then by force; its files are kept'],
  ['A gigabyte of output without a line end', 'the line is capped; the application stays quick'],
  ['A gigabyte of small valid messages', 'the agent is slowed down; memory stays bounded'],
  [
    'Broken JSON-RPC: wrong types, unknown or repeated ids',
    'the message is refused and noted; a stream of them ends the turn',
  ],
  ['Half a line, then its end or a long pause', 'kept as it is and never taken for a whole message'],
  ['JSON that is nested deeply or is 100 MB long', 'refused by size before it is parsed'],
  ['Invalid UTF-8, characters cut in two, NUL, a byte order mark', 'decoded with replacement characters'],
  [
    'Exit 0 without a result, exit 1 with one, a signal, exit 127',
    'each is one clear outcome; a result counts only if it arrived whole and valid',
  ],
  ['It closes its output and goes on', 'treated as saying nothing more'],
  ['It ignores SIGTERM', 'killed; nothing survives'],
  ['Grandchildren in sessions of their own, zombies', 'gone with the turn'],
  ['A fork bomb, ten thousand open files, memory without end', 'limited; the application stays quick'],
  ['It asks a question on its standard input', 'never waits longer than the idle limit'],
  ['It prints secrets, cut between two pieces', 'hidden before anything is stored or shown'],
  [
    'It claims success without a change, or tests that fail',
    'the application runs the verification itself and believes that',
  ],
  ['Two attempts of one task at once', 'impossible: the second cannot be stored'],
  [
    'Its service refuses for hours, or the log-in has ended',
    'waits longer each time, within the budget; a log-in is asked for; no attempt is counted',
  ],
  ['Its program is missing or changes during a run', 'said; the version is recorded with each turn'],
  [
    'Its session is gone when it should be continued',
    'a new attempt begins, with its own number; nothing is replayed silently',
  ],
  // The store and the disk
  ['A full disk or an I/O error at the n-th write or flush', 'the transaction is undone and nothing of it is told'],
  ['A full disk', 'undone; reading works; the pause is recorded with the space that was held back'],
  ['A second Triptych on the same data folder', 'told who has it; it reads and answers, and drives nothing'],
  ['The database is locked by somebody else for a while', 'waited for; then the run is paused, not failed'],
  ['Bits flipped in the database file, or its end cut off', 'detected and said; a backup can be restored'],
  ['The write-ahead log damaged or cut off', 'the missing end is noticed by the mark outside the database'],
  ['The log deleted, or the database replaced by an older copy', 'noticed in the same way'],
  ['The data folder read-only, gone, on a network or in a synced folder', 'refused or warned of at the start'],
  ['A very large store', 'opens and shows quickly'],
  [
    'A reader that holds back the checkpoint of the log',
    'no reader waits with a transaction open; the log stays bounded',
  ],
  ['The clock jumps', 'order is by number, durations are by a steady clock'],
  // The repository
  ['Removed, moved or unmounted during a run', 'the run is paused and says so; nothing is written elsewhere'],
  ['Uncommitted, staged or untracked files at the start', 'never touched; what the run does not include is told'],
  ['Detached HEAD, no commit yet, shallow, bare', 'supported, or refused with the reason before anything is written'],
  [
    'The person commits, rebases, pushes by force or collects garbage',
    'the move fails and both commits are named; our refs keep what we need',
  ],
  ['A merge or rebase in progress, a stale lock', 'nothing of the checkout is touched; no lock of others is removed'],
  ['Submodules, LFS, sparse checkouts, SHA-256, reftable, borrowed objects', 'detected; supported or refused'],
  ['A hundred thousand files', 'slow things show that they go on'],
  ['Names that differ only in case or form, reserved names, long paths', 'detected before the checkout'],
  [
    'kill -9 within the making of a worktree, a commit or a ref',
    'a worktree counts only if the database says so; commits and refs are made once',
  ],
  ['Hostile configuration, hooks, attributes, embedded repositories, a replaced .git', 'nothing of it runs'],
  [
    'The person edits the worktree while an agent works',
    'it is part of the candidate, and of its evidence; nothing is overwritten unseen',
  ],
  // What is shown
  ['Artifact paths with .., absolute, of other systems, with NUL', 'refused'],
  ['A link, pipe, device or socket as an artifact', 'refused: plain files only, opened without following links'],
  ['A file swapped between the check and the reading', 'what was checked is what is read'],
  ['An artifact of many gigabytes, or a sparse one', 'the bytes read are capped, and it says so'],
  ['Binary files, invalid UTF-8, a line of ten megabytes', 'shown in short; the window stays quick'],
  ['Hostile Markdown, HTML, SVG, CSS, data: addresses', 'inert; nothing is loaded'],
  ['ANSI sequences, overwriting, bidi, invisible characters', 'made visible'],
  ['Links to file:, smb:, javascript:, look-alike names', 'only https, after the real host was shown'],
  ['A diff of a million lines, or of ten thousand files', 'only what is seen is drawn; counts are exact'],
  // People
  ['A double click on approve', 'one verdict, one event'],
  ['Opposite verdicts in two windows', 'one of them counts; the other is told who decided'],
  ['Approval after the subject has changed', 'refused: the hash is another'],
  ['Approval while the application dies', 'stored or not, never half; the truth is shown after the restart'],
  ['Cancelled during a commit', 'it is finished or never begun, and the run says which'],
  ['A run is removed while it works', 'stopped first, then removed; the worktree is kept in the trash'],
  ['Another language, locale or time zone', 'what is stored does not depend on it'],
]

export const FAULTS: readonly Fault[] = LIST.map(([fault, expected], index) => ({ number: index + 1, fault, expected }))
