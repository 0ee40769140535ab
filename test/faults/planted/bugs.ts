/** Bugs that matter, as replacements of a text that stands exactly once in its file, and what must notice each of them. */
export interface PlantedBug {
  readonly what: string
  readonly file: string
  readonly from: string
  readonly to: string
  /** A test file, and where that is quicker the beginning of one test's title in it; or a section of this suite in short. */
  readonly noticedBy: { readonly test: string; readonly title?: string } | { readonly section: string }
}

export const BUGS: readonly PlantedBug[] = [
  {
    what: 'a run that somebody paused already is told to be paused again after a crash',
    file: 'electron/store/take-over.ts',
    from: `{ control: 'run' }, { control: 'pause'`,
    to: `{}, { control: 'pause'`,
    noticedBy: { test: 'test/store/take-over.test.ts' },
  },
  {
    what: 'an attempt that has ended can end again',
    file: 'electron/store/attempts.ts',
    from: `counted = ?, result_json = ?
          WHERE id = ? AND status = 'running'`,
    to: `counted = ?, result_json = ?
          WHERE id = ?`,
    noticedBy: { test: 'test/store/guarded.test.ts' },
  },
  {
    what: 'a commit is not flushed',
    file: 'electron/store/database.ts',
    from: 'PRAGMA synchronous = FULL;',
    to: 'PRAGMA synchronous = NORMAL;',
    noticedBy: { test: 'test/store/database.test.ts' },
  },
  {
    what: 'objects and refs are not flushed',
    file: 'electron/git/git-environment.ts',
    from: `['core.fsync', 'all']`,
    to: `['core.fsync', 'none']`,
    noticedBy: { test: 'test/git/flushed.test.ts' },
  },
  {
    what: 'an effect is never recorded as done',
    file: 'electron/engine/refs.ts',
    from: '  store.finishEffect(intent.id)\n',
    to: '',
    noticedBy: { section: 'failpoints' },
  },
  {
    what: 'a ref is moved from wherever it is',
    file: 'electron/git/refs.ts',
    from: 'reason, ref, to, expected]',
    to: `reason, ref, to, ...(expected === '' ? [expected] : [])]`,
    noticedBy: { test: 'test/git/refs-and-diffs.test.ts' },
  },
  {
    what: 'an artifact has its row before its file',
    file: 'electron/artifacts.ts',
    from: '        await writeWhole(folder, name, bytes)\n',
    to: '        setImmediate(() => void writeWhole(folder, name, bytes))\n',
    noticedBy: { test: 'test/artifacts.test.ts' },
  },
  {
    what: 'a verification step that has evidence is run again',
    file: 'electron/engine/steps/verify.ts',
    from: '    if (done.has(step.label)) continue\n',
    to: '',
    noticedBy: { test: 'test/recovery/kill.test.ts', title: 'in verify' },
  },
  {
    what: 'permissions of a turn that a crash ended are still asked',
    file: 'electron/store/take-over.ts',
    from: '    voidPermissions(db, runStore)\n',
    to: '',
    noticedBy: { test: 'test/store/take-over.test.ts' },
  },
  {
    what: 'an answer counts though it was given for something else',
    file: 'electron/engine/decide.ts',
    from: '    if (gate.subjectHash !== input.subjectHash) return',
    to: '    if (input.subjectHash === gate.id) return',
    noticedBy: { test: 'test/handlers/gates.test.ts' },
  },
  {
    what: 'hooks of the repository run',
    file: 'electron/git/git-environment.ts',
    from: `  ['core.hooksPath', '/dev/null'],\n`,
    to: '',
    noticedBy: { test: 'test/git/hostile-repository.test.ts' },
  },
  {
    what: 'an artifact may lie anywhere',
    file: 'electron/artifact-files.ts',
    from: 'if (parent !== root && !isBelow(root, parent)) return null',
    to: '',
    noticedBy: { test: 'test/artifacts.test.ts' },
  },
  {
    what: 'secrets are stored as they are',
    file: 'electron/secrets/redactor.ts',
    from: 'return redacted === whole ? bytes : new TextEncoder().encode(redacted)',
    to: 'return redacted === whole ? bytes : new Uint8Array(bytes)',
    noticedBy: { test: 'test/secrets/doors.test.ts' },
  },
  {
    what: 'any page may ask the local server',
    file: 'electron/serve/door.ts',
    from: 'origin === undefined ? isSocket : origin !==',
    to: 'origin === undefined ? isSocket : null ===',
    noticedBy: { test: 'test/serve/door.test.ts' },
  },
  {
    what: 'two processes drive one data folder',
    file: 'electron/store/file-lock.ts',
    from: `'BEGIN EXCLUSIVE'`,
    to: `'BEGIN'`,
    noticedBy: { test: 'test/store/owner-lock.test.ts' },
  },
  {
    what: 'a git of a killed owner is left running',
    file: 'electron/marked-git.ts',
    from: 'if (marker === null) return',
    to: 'if (marker !== undefined) return',
    noticedBy: { test: 'test/recovery/git-left.test.ts' },
  },
]

/** Two that cost least: the short form. */
export const QUICK_BUGS: readonly PlantedBug[] = BUGS.filter(({ noticedBy }) =>
  'test' in noticedBy ? ['test/serve/door.test.ts', 'test/store/guarded.test.ts'].includes(noticedBy.test) : false,
)
