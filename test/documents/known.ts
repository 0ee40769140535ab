/** Every command of the documents: with which code it ends where they are tried, or which test or script runs it instead. */

export interface Elsewhere {
  /** Relative to the project. */
  file: string
  /** What shows there that it is run. */
  says: string
}

const IN_CLONE = 'npm run -s triptych -- '
const elsewhere = (file: string, says: string): Elsewhere => ({ file, says })
const SUITE = elsewhere('.github/workflows/triptych.yml', 'npm test')
const FAULTS = elsewhere('scripts/tests.mjs', "'--scale', 'short'")

export const KNOWN: Readonly<Record<string, number | Elsewhere>> = {
  'npm start': elsewhere('test/e2e/npm-start.test.ts', 'npmStart(folder)'),
  'npm run demo': elsewhere('test/cli/demo.test.ts', 'demoProgram()'),
  // Nobody is there to answer it.
  'npm run demo -- --ask': 3,
  'npm test': SUITE,
  'npm test -- --no-agents test/store': elsewhere('test/scripts/test-plan.test.ts', '--no-agents'),
  'npm run check': elsewhere('scripts/tests.mjs', 'runChecks()'),
  'npm run build': elsewhere('test/packaging/npm-package.test.ts', "'pack'"),
  'npm run package': elsewhere('.github/workflows/triptych.yml', 'npm run package'),
  'npm pack': elsewhere('test/packaging/npm-package.test.ts', "'pack'"),
  'npm install --global ./triptych-0.1.0.tgz': elsewhere('test/packaging/npm-package.test.ts', "'install', name"),
  'npm run faults': FAULTS,
  'npm run faults -- --seed 7': FAULTS,
  'npm run faults -- --only kills --seed 7': FAULTS,
  'npm run faults -- --scale short': FAULTS,
  'npm run faults -- --matrix': FAULTS,
  // It writes the figures of its page.
  'npm run bench -- views': elsewhere('scripts/bench.mjs', "views: 'bench/views/measure.ts'"),
  'npm run bench -- views --only events_1m --repeat 3': elsewhere('bench/views/measure.ts', 'repeat'),
  'npm run bench -- views --keep': elsewhere('bench/views/measure.ts', 'keep'),
  'triptych serve': elsewhere('test/packaging/npm-package.test.ts', "['serve']"),

  [`${IN_CLONE}doctor`]: 0,
  // No agent but the demo's is installed where this runs.
  [`${IN_CLONE}run --repo ~/code/shop --goal "Add CSV export to the report" --agent opencode`]: 6,
  [`${IN_CLONE}approve <gate> --hash <hash>`]: 0,
  [`${IN_CLONE}steer <run> implementation --message "Keep the old header" --interrupt`]: 0,
  // It needs a terminal, which test/cli/shell.test.ts gives it.
  [`${IN_CLONE}shell <run>`]: 2,
  [`${IN_CLONE}checkpoints <run>`]: 0,
  [`${IN_CLONE}backups`]: 0,
  [`${IN_CLONE}export <run> --to ~/evidence/csv`]: 0,
  [`${IN_CLONE}secret set codex CODEX_API_KEY < key.txt`]: 0,

  'triptych doctor': 0,
  'triptych run --repo ~/code/shop --goal "Add CSV export to the report"': 3,
  'triptych runs': 0,
  'triptych show <run>': 0,
  'git -C ~/code/shop log --oneline --all': 0,

  'triptych run --repo ~/code/shop --goal "Split the bill" --policy supervised --json': 3,
  'triptych request-changes <gate> --hash <hash> --message "One task is enough"': 0,
  'triptych resume <run> --json': 3,
  'triptych approve <gate> --hash <hash>': 0,
  'triptych approve <gate> --hash <hash> --deliver patch': 0,
  'triptych run --repo ~/code/shop --goal "Split the bill" --policy unattended --limit turns=40 --limit wallMinutes=90': 0,

  'triptych resume <run>': 0,
  'triptych checkpoints <run>': 0,
  'triptych return <checkpoint> --yes': 0,
  'triptych fork <checkpoint>': 0,
  'triptych remove <run>': 0,
  'triptych trash': 0,
  'triptych put-back <run>': 0,
  'triptych backups': 0,
  'triptych restore newest --yes': 0,
  'triptych acknowledge': 0,

  'sha256sum --check --ignore-missing SHA256SUMS': 0,
  'triptych run --repo . --goal "Add CSV export" --agent opencode --agent checker=codex --model checker=gpt-5 --effort implementation=high': 6,
}
