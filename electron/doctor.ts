import { existsSync, statSync } from 'node:fs'
import { readOwner } from './cli/owner.ts'
import { dataFolderProblem } from './data-folder-problem.ts'
import { checkFreeSpace } from './git/free-space.ts'
import { runOutside } from './git/git.ts'
import { GitFailed } from './git/spawn-git.ts'
import { databaseFile } from './home.ts'
import { listAgents, type Surroundings } from './start-run.ts'
import { inspectFile, RefusedDatabase } from './store/file-kind.ts'
import { LATEST_VERSION } from './store/migrations.ts'

export interface Check {
  id: string
  level: 'ok' | 'warning' | 'error'
  text: string
  /** What to do; null where nothing is. */
  remedy: string | null
}

/** Everything a run needs of this machine. Writes nothing, starts only `git --version`. */
export async function runChecks(around: Surroundings): Promise<Check[]> {
  return [
    checkNode(process.versions.node),
    await checkGit(),
    checkFolder(around.home),
    ...(dataFolderProblem(around.home) === null ? await checkInside(around) : []),
    {
      id: 'sandbox',
      level: 'warning',
      text: 'There is none in this version: agents run unconfined, with your rights.',
      remedy: 'Give a run only what you would give the agent in your own terminal, or use a container or another user.',
    },
  ]
}

/** What can be looked at only where the data folder can be read. */
async function checkInside(around: Surroundings): Promise<Check[]> {
  const { home } = around
  return [checkDatabase(home), await checkSpace(home), checkOwner(home), ...checkAgents(around)]
}

const NODE_NEEDED = 24

export function checkNode(version: string): Check {
  const text = `Node ${version}`
  if (Number.parseInt(version, 10) >= NODE_NEEDED) return { id: 'node', level: 'ok', text, remedy: null }
  const remedy = `Triptych needs Node ${NODE_NEEDED} or newer: https://nodejs.org/`
  return { id: 'node', level: 'error', text: `${text} is too old.`, remedy }
}

async function checkGit(): Promise<Check> {
  try {
    const { stdout } = await runOutside(process.cwd(), ['--version'])
    return gitCheck(stdout.toString('utf8').trim())
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error
    const remedy = 'Install git, see https://git-scm.com/downloads.'
    return { id: 'git', level: 'error', text: 'The program "git" cannot be run.', remedy }
  }
}

const GIT_NEEDED: readonly [number, number] = [2, 32]

export function gitCheck(version: string): Check {
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(version) ?? []).slice(1).map(Number)
  const isNewEnough = major > GIT_NEEDED[0] || (major === GIT_NEEDED[0] && minor >= GIT_NEEDED[1])
  if (isNewEnough) return { id: 'git', level: 'ok', text: version, remedy: null }
  const remedy = `Update git to ${GIT_NEEDED.join('.')} or newer, see https://git-scm.com/downloads.`
  return { id: 'git', level: 'error', text: `${version} is too old.`, remedy }
}

/** The data folder, or the folder in which it will be made. */
function checkFolder(home: string): Check {
  const id = 'data folder'
  const problem = dataFolderProblem(home)
  if (problem !== null) return { id, level: 'error', text: problem.message, remedy: problem.remedy }
  if (!existsSync(home)) return { id, level: 'ok', text: `${home} (made by the first run)`, remedy: null }
  const othersMay = process.platform !== 'win32' && (statSync(home).mode & 0o077) !== 0
  if (!othersMay) return { id, level: 'ok', text: home, remedy: null }
  return { id, level: 'warning', text: `${home} is open to other users of this machine.`, remedy: `chmod 700 ${home}` }
}

function checkDatabase(home: string): Check {
  const file = databaseFile(home)
  try {
    const found = inspectFile(file, LATEST_VERSION)
    const text = {
      new: 'none yet',
      ours: file,
      predecessor: `${file}, written by the predecessor; the next command backs it up and takes it over`,
    }[found]
    return { id: 'database', level: 'ok', text, remedy: null }
  } catch (error) {
    if (!(error instanceof RefusedDatabase)) throw error
    return { id: 'database', level: 'error', text: error.message, remedy: null }
  }
}

async function checkSpace(home: string): Promise<Check> {
  const space = await checkFreeSpace(home)
  if (!space.ok) return { id: 'free space', level: 'error', text: space.error.message, remedy: space.error.remedy }
  const gibibytes = (space.value.freeBytes / 1024 ** 3).toFixed(1)
  return { id: 'free space', level: 'ok', text: `${gibibytes} GiB`, remedy: null }
}

function checkOwner(home: string): Check {
  const owner = readOwner(home)
  const text = owner
    ? `process ${owner.pid} on ${owner.host} drives this data folder`
    : 'nobody drives this data folder'
  return { id: 'owner', level: 'ok', text, remedy: null }
}

function checkAgents(around: Surroundings): Check[] {
  const found = listAgents(around)
  if (!found.ok) return [{ id: 'agents', level: 'error', text: found.error.message, remedy: found.error.remedy }]
  const checks = found.value.map(({ id, name, version, state, remedy }): Check => {
    const numbered = version === null ? name : `${name} ${version}`
    if (state === 'missing') return { id: `agent ${id}`, level: 'ok', text: `${name}: not installed`, remedy }
    const login = state === 'login_unknown' ? ' (a log-in shows only in use)' : ''
    return { id: `agent ${id}`, level: 'ok', text: `${numbered}: found${login}`, remedy: null }
  })
  const installed = found.value.some(({ id, state }) => id !== 'demo' && state !== 'missing')
  if (installed) return checks
  const text = 'No agent with a model is installed; only the scripted demo agent can play.'
  return [...checks, { id: 'agents', level: 'warning', text, remedy: 'Install one of those above.' }]
}
