/** What is refused leaves nothing behind: neither in the data folder nor in the repository. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { writeCrashReport } from '../../electron/cli/crash-report.ts'
import { makeRepository, makeTempFolder, runGit, snapshot } from '../support/repository.ts'
import { openTerminal } from '../support/terminal.ts'
import { beside } from './in-process.ts'

const folder = makeTempFolder('refusals')
const repository = makeRepository()
const plain = makeTempFolder('plain')
const bare = makeTempFolder('bare')
runGit(bare, ['init', '-q', '--bare'])
const fresh = makeRepository({})
const merging = makeRepository()
writeFileSync(path.join(merging.root, '.git', 'MERGE_HEAD'), `${merging.git('rev-parse', 'HEAD')}\n`)
const file = path.join(repository.root, 'README.md')

interface Refused {
  repo?: string
  words?: string[]
  exitCode?: number
  says: RegExp
}
const REFUSED: Record<string, Refused> = {
  'a folder that is not there': { repo: path.join(folder, 'nowhere'), says: /does not exist/ },
  'a file': { repo: file, says: /is not a folder/ },
  'a folder without a repository': { repo: plain, says: /not in a git repository.*git init/s },
  'a bare repository': { repo: bare, says: /bare repository/ },
  'a repository without a commit': { repo: fresh.root, says: /no commit yet/ },
  'a merge in progress': { repo: merging.root, says: /merge is in progress.*git merge --abort/s },
  'an unknown base': { words: ['--base', 'v9'], says: /no commit called "v9"/ },
  'an unknown branch to fast-forward': { words: ['--deliver', 'ff:nope'], says: /no branch "nope"/ },
  'an unknown agent': { words: ['--agent', 'checker=hal'], says: /no agent "hal".*demo/s },
  'an agent that is not installed': { words: ['--agent', 'checker=codex'], exitCode: 6, says: /npm install/ },
  'a delivery that needs a person, unattended': {
    words: ['--policy', 'unattended', '--deliver', 'patch'],
    says: /unattended/,
  },
  'an empty goal': { words: ['--goal', ' '], says: /goal is empty/ },
  'a goal file without end': { words: ['--goal', '@/dev/zero'], says: /\/dev\/zero has more than 4 MiB/ },
  'a goal file that is not there': { words: ['--goal', '@nowhere.md'], says: /nowhere\.md cannot be read/ },
  'an attached file that is not there': { words: ['--attach', 'nowhere.png'], says: /nowhere\.png.*cannot be read/ },
  'an attached folder': { words: ['--attach', plain], says: /is no plain file/ },
  'an attached file without end': { words: ['--attach', '/dev/zero'], says: /is no plain file/ },
  'too many attached files': {
    words: Array.from({ length: 21 }, () => ['--attach', file]).flat(),
    says: /takes 20 files along/,
  },
  'an unknown option': { words: ['--gaol', 'x'], says: /Did you mean --goal/ },
}

test.each(Object.entries(REFUSED))('%s', async (_name, { repo = repository.root, words = [], exitCode = 2, says }) => {
  const terminal = openTerminal(makeTempFolder('terminal'))
  const before = snapshot(repository.root)
  const goal = words.includes('--goal') ? [] : ['--goal', 'Do it']
  const finished = await beside(terminal, 'run', '--repo', repo, '--agent', 'demo', ...goal, ...words)
  expect(finished.stderr).toMatch(says)
  expect(finished).toMatchObject({ exitCode, stdout: '' })
  expect(existsSync(terminal.home)).toBe(false)
  expect(snapshot(repository.root)).toEqual(before)
})

test.each([
  ['run', '--repo', repository.root, '--goal', 'Do it', '--agent', 'demo'],
  ['runs'],
  ['show', 'abcd'],
  ['doctor'],
])('a data folder that cannot be: %s says so', async (...words) => {
  const terminal = openTerminal(makeTempFolder('no-home'))
  writeFileSync(terminal.home, '')
  const finished = await beside(terminal, ...words)
  expect(finished.exitCode).toBe(words[0] === 'doctor' ? 1 : 2)
  expect(`${finished.stdout}${finished.stderr}`).toMatch(/is not a folder.*or set TRIPTYCH_HOME/s)
})

test('a crash report that the data folder cannot take goes to the temporary files', () => {
  const now = new Date(0)
  const redact = (text: string): string => text.replaceAll('hidden words', '…')
  const report = writeCrashReport(new Error('Oh, hidden words'), {
    home: file,
    version: '1',
    command: 'run',
    now,
    redact,
  })
  expect(readFileSync(report, 'utf8')).toMatch(/1970.*command run.*Error: Oh, …/s)
  rmSync(path.dirname(report), { recursive: true })
})

test('a refusal under --json ends with a result line', async () => {
  const { exitCode, stdout } = await beside(
    openTerminal(folder),
    'run',
    '--repo',
    plain,
    '--goal',
    'x',
    '--agent',
    'demo',
    '--json',
  )
  expect(exitCode).toBe(2)
  expect(JSON.parse(stdout)).toMatchObject({ v: 1, type: 'result', runId: null, exitCode: 2 })
})

test('looking something up where nothing was ever run makes no data folder', async () => {
  const terminal = openTerminal(makeTempFolder('terminal'))
  const shown = await beside(terminal, 'show', '3f9c2a10')
  expect(shown).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('there are no runs in') })
  const listed = await beside(terminal, 'runs')
  expect(listed).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('No runs in') })
  const checked = await beside(terminal, 'doctor', '--json')
  const lines = checked.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(checked.exitCode).toBe(0)
  expect(lines.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['node', 'git', 'data folder', 'agent demo', 'sandbox']),
  )
  expect(lines.find(({ id }) => id === 'sandbox')).toMatchObject({
    text: expect.stringMatching(/^bubblewrap \d|^None: .*unconfined/),
  })
  expect(existsSync(terminal.home)).toBe(false)
})

test('a database of a newer version is refused and stays as it is', async () => {
  const terminal = openTerminal(makeTempFolder('terminal'))
  const started = await beside(
    terminal,
    'run',
    '--repo',
    repository.root,
    '--goal',
    'x',
    '--agent',
    'demo',
    '--limit',
    'turns=1',
  )
  expect(started.exitCode).toBe(3)
  const database = new DatabaseSync(path.join(terminal.home, 'triptych.sqlite'))
  database.exec('PRAGMA user_version = 9999; PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
  const before = snapshot(terminal.home)
  const refused = await beside(terminal, 'runs')
  expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('newer Triptych') })
  expect((await beside(terminal, 'doctor')).exitCode).toBe(1)
  expect(snapshot(terminal.home)).toEqual(before)
})
