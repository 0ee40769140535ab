/** Every command of the documents: who tries it as it stands, and what must come of it. */

/** Tests and scripts that try all commands which are theirs here, each as it stands. */
export type Place =
  | 'test/documents/documents.test.ts'
  | 'test/cli/demo.test.ts'
  | 'test/e2e/documents.test.ts'
  | 'test/packaging/npm-package.test.ts'
  | 'test/packaging/packaged.test.ts'
  | 'scripts/tests.mjs'

/** It is tried. */
export interface Tried {
  by: Place
  /** The code that it must end with; null: it goes on until it is asked to end. */
  code: number | null
  /** What it must have printed; of one that goes on: before it is asked to end. */
  says?: RegExp
  /** It needs a terminal. */
  inTerminal?: boolean
  /** What is typed, or comes through a pipe. */
  input?: string
}
/** It takes minutes: what is tried asks for the same, of less. */
export interface Longer {
  longerThan: string
}
export type Known = Tried | Longer

const here = (code = 0, more: Partial<Tried> = {}): Tried => ({ by: 'test/documents/documents.test.ts', code, ...more })
const by = (place: Place, code: number | null = 0, more: Partial<Tried> = {}): Tried => ({ by: place, code, ...more })
const longerThan = (command: string): Longer => ({ longerThan: command })

const WINDOW = 'test/e2e/documents.test.ts'
const NPM = 'test/packaging/npm-package.test.ts'
const SUITES = 'scripts/tests.mjs'
const IN_CLONE = 'npm run -s triptych -- '
const ADDRESS = /^http:\/\/127\.0\.0\.1:\d+\/\?token=/m
/** The run waits for an answer. */
const WAITS = 3

/** Commands that a document shows in a block, or that are tried to show that a longer one works. */
export const KNOWN: Readonly<Record<string, Known>> = {
  'npm start': by(WINDOW, null, { says: ADDRESS }),
  'npm run demo': by('test/cli/demo.test.ts'),
  'npm run demo -- --ask': here(WAITS),
  'npm test': by(SUITES),
  'npm test -- --no-agents test/names.test.ts': here(0, { says: /^[1-9]\d* passed, 0 failed/m }),
  'npm run check': by(SUITES),
  'npm run format': here(),
  'npm run build': by(NPM),
  'npm run package': longerThan('npm run package -- --dir -c.electronDist=<electron> -c.directories.output=<folder>'),
  'npm run package -- --dir -c.electronDist=<electron> -c.directories.output=<folder>': by(
    'test/packaging/packaged.test.ts',
  ),
  'npm pack': by(NPM),
  'npm install --global ./triptych-0.1.0.tgz': by(NPM),
  'triptych serve': by(NPM, null, { says: ADDRESS }),

  'npm run faults': longerThan('npm run faults -- --scale short'),
  'npm run faults -- --seed 7': longerThan('npm run faults -- --only secrets --seed 7 --scale short'),
  'npm run faults -- --only secrets --seed 7 --scale short': here(0, { says: /^[1-9]\d* passed, 0 failed/m }),
  'npm run faults -- --scale short': by(SUITES),
  'npm run faults -- --matrix': here(),
  'npm run bench -- views': longerThan('npm run bench -- views --only log_5mb --once'),
  'npm run bench -- views --only log_5mb --once': by(WINDOW, 0, { says: /first picture/ }),
  'npm run agents': longerThan('npm run agents -- --short'),
  'npm run agents -- --short': by(SUITES),
  'npm run soak': longerThan('npm run soak -- --runs 1 --seed 7'),
  'npm run soak -- --runs 1 --seed 7': here(0, { says: /^1 passed, 0 failed/m }),
  'npm run histories': longerThan('npm run histories -- 20'),
  'npm run histories -- 20': here(0, { says: /^1 passed, 0 failed/m }),
  'npm run story -- --times 20': longerThan('npm run story -- --times 1'),
  'npm run story -- --times 1': by(WINDOW, 0, { says: /^1 of 1 stories passed in stand-in, 0 failed\.$/m }),
  'npm run pictures': longerThan('npm run pictures -- first-visit --to <folder>'),
  'npm run pictures -- first-visit --to <folder>': by(WINDOW, 0, { says: /^first-visit-dark\.png \d+ kB$/m }),

  [`${IN_CLONE}doctor`]: here(),
  [`${IN_CLONE}run --repo ~/code/shop --goal "Add CSV export to the report" --agent opencode`]: here(WAITS),
  [`${IN_CLONE}approve <gate> --hash <hash>`]: here(),
  [`${IN_CLONE}steer <run> implementation --message "Keep the old header" --interrupt`]: here(),
  [`${IN_CLONE}shell <run>`]: here(0, { inTerminal: true, says: /The worktree of run/ }),
  [`${IN_CLONE}checkpoints <run>`]: here(),
  [`${IN_CLONE}backups`]: here(),
  [`${IN_CLONE}export <run> --to ~/evidence/csv`]: here(),
  [`${IN_CLONE}secret set codex CODEX_API_KEY < key.txt`]: here(),

  'triptych doctor': here(),
  'triptych doctor --try demo': here(0, { says: /answered through its tool/ }),
  'triptych help run': here(0, { says: /--goal/ }),
  'triptych secret set claude ANTHROPIC_API_KEY': here(0, { input: 'a-key-of-nobody-5678\n' }),
  'triptych run --repo ~/code/shop --goal "Add CSV export to the report"': here(WAITS),
  'triptych runs': here(),
  'triptych show <run>': here(),
  'git -C ~/code/shop log --oneline --all': here(),

  'triptych run --repo ~/code/shop --goal "Split the bill" --policy supervised --json': here(WAITS),
  'triptych request-changes <gate> --hash <hash> --message "One task is enough"': here(),
  'triptych resume <run> --json': here(WAITS),
  'triptych approve <gate> --hash <hash>': here(),
  'triptych approve <gate> --hash <hash> --deliver patch': here(),
  'triptych run --repo ~/code/shop --goal "Split the bill" --policy unattended --limit turns=40 --limit wallMinutes=90':
    here(),

  'triptych resume <run>': here(),
  'triptych checkpoints <run>': here(),
  'triptych return <checkpoint> --yes': here(),
  'triptych fork <checkpoint>': here(),
  'triptych remove <run>': here(),
  'triptych trash': here(),
  'triptych put-back <run>': here(),
  'triptych backups': here(),
  'triptych restore newest --yes': here(),
  'triptych acknowledge': here(),

  'sha256sum --check --ignore-missing SHA256SUMS': here(),
  'triptych run --repo . --goal "Add CSV export" --agent opencode --agent checker=codex --model checker=gpt-5 --effort implementation=high':
    here(WAITS),
}

export const isTried = (known: Known | undefined): known is Tried => known !== undefined && 'by' in known

/** Programs of others, which the network brings; what the pages say of each they say themselves: tried, or not. */
export const OF_OTHERS = [/^npm install --global (?!\.)/, /^npm ci$/]
