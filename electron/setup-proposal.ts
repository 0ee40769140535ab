import path from 'node:path'
import type { Setup } from '../shared/config.ts'
import { joinNul, pathText, splitNul, toBytePath } from './git/byte-paths.ts'
import { kindOf } from './git/disk.ts'
import { openGit } from './git/git.ts'
import type { RepositoryInfo } from './git/inspect.ts'

export interface SetupFacts {
  /** Names of the files at the root of the commit that a run starts from. */
  readonly rootFiles: ReadonlySet<string>
  /** `yarn.lock` is of yarn 2 or newer. */
  readonly yarnBerry: boolean
  /** Files at the root of the checkout that are ignored, of `COPY_CANDIDATES`. */
  readonly ignoredFiles: readonly string[]
  readonly windows: boolean
}

/** Local settings that a project commonly needs to run and never commits. */
export const COPY_CANDIDATES = [
  '.env',
  '.env.local',
  '.env.development',
  '.env.development.local',
  '.env.test',
  '.env.test.local',
  '.envrc',
  '.npmrc',
  '.yarnrc.yml',
  '.dev.vars',
  'local.properties',
  'local.settings.json',
]

/** The first lock file of a row that is there decides; at most one command per row, because they would fight over one folder. */
const ROWS: readonly (readonly { lock: string; command: (facts: SetupFacts) => string }[])[] = [
  [
    { lock: 'pnpm-lock.yaml', command: () => 'pnpm install --frozen-lockfile' },
    { lock: 'yarn.lock', command: (facts) => `yarn install ${facts.yarnBerry ? '--immutable' : '--frozen-lockfile'}` },
    { lock: 'bun.lock', command: () => 'bun install --frozen-lockfile' },
    { lock: 'bun.lockb', command: () => 'bun install --frozen-lockfile' },
    { lock: 'package-lock.json', command: () => 'npm ci' },
    { lock: 'npm-shrinkwrap.json', command: () => 'npm ci' },
  ],
  [
    { lock: 'uv.lock', command: () => 'uv sync --frozen' },
    { lock: 'poetry.lock', command: () => 'poetry install --no-interaction' },
    { lock: 'Pipfile.lock', command: () => 'pipenv sync --dev' },
    { lock: 'requirements.txt', command: (facts) => (facts.windows ? VENV_WINDOWS : VENV) },
  ],
  [{ lock: 'Cargo.lock', command: () => 'cargo fetch --locked' }],
  [{ lock: 'go.sum', command: () => 'go mod download' }],
  [{ lock: 'Gemfile.lock', command: () => 'bundle install' }],
  [{ lock: 'composer.lock', command: () => 'composer install --no-interaction' }],
]

// The folder ignores itself, as new versions of Python do by themselves; it would be part of every commit otherwise.
const VENV =
  "python3 -m venv .venv && printf '*\\n' > .venv/.gitignore && .venv/bin/python -m pip install -r requirements.txt"
const VENV_WINDOWS =
  'py -m venv .venv && echo *> .venv\\.gitignore && .venv\\Scripts\\python -m pip install -r requirements.txt'

/** A proposal, shown before a run starts: how a fresh worktree gets its dependencies and its local settings. */
export function proposeSetup(facts: SetupFacts): Setup {
  const commands = ROWS.flatMap((row) => {
    const found = row.find(({ lock }) => facts.rootFiles.has(lock))
    return found === undefined ? [] : [found.command(facts)]
  })
  return { commands, copy: COPY_CANDIDATES.filter((name) => facts.ignoredFiles.includes(name)) }
}

/** Reads the lock files from the commit and the ignored files from the checkout; runs nothing of either. */
export async function readSetupProposal(
  info: Pick<RepositoryInfo, 'root' | 'gitDir' | 'checkoutGitDir'>,
  base: string,
): Promise<Setup> {
  const repository = openGit(info.checkoutGitDir, info.gitDir)
  const { stdout } = await repository.run(['ls-tree', '-z', base])
  const rootFiles = new Set(splitNul(stdout).map((entry) => pathText(entry.slice(entry.indexOf('\t') + 1))))
  const yarnLock = rootFiles.has('yarn.lock')
    ? (await repository.run(['cat-file', 'blob', `${base}:yarn.lock`])).stdout.toString('utf8')
    : ''
  const present: string[] = []
  for (const name of COPY_CANDIDATES) {
    if ((await kindOf(path.join(info.root, name))) === 'file') present.push(name)
  }
  const ignored = await repository.run(['check-ignore', '-z', '--stdin'], {
    workTree: info.root,
    stdin: joinNul(present.map(toBytePath)),
    answers: [0, 1],
  })
  return proposeSetup({
    rootFiles,
    yarnBerry: /^__metadata:/m.test(yarnLock),
    ignoredFiles: splitNul(ignored.stdout).map(pathText),
    windows: process.platform === 'win32',
  })
}
