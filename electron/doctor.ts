import { existsSync, statSync } from 'node:fs'
import { settingsSchema, unknownSettings } from '../shared/settings/settings.ts'
import type { Check } from '../shared/views.ts'
import { readOwner } from './cli/owner.ts'
import { dataFolderProblem } from './data-folder-problem.ts'
import { checkAgents, loginShellCheck, mcpChecks } from './doctor-agents.ts'
import { checkStorage } from './doctor-storage.ts'
import { checkStore } from './doctor-store.ts'
import { folderWarnings } from './folder-kind.ts'
import { checkFreeSpace } from './git/free-space.ts'
import { runOutside } from './git/git.ts'
import { GitFailed } from './git/spawn-git.ts'
import { sandboxCheck } from './sandbox/sandbox-use.ts'
import { checkSecrets } from './secrets/check-secrets.ts'
import { folderSecrets } from './secrets/folder-secrets.ts'
import type { KeyStore } from './secrets/key-store.ts'
import type { Secrets } from './secrets/secrets.ts'
import { readSettings, settingsFile } from './settings.ts'
import { type Surroundings, sandboxProbe } from './start-run.ts'

/**
 * Everything a run needs of this machine. Writes nothing; starts `git --version`, an empty sandbox, and `--version` of agents whose
 * version no file tells. `keyStore`: the system's, where this process reaches it.
 */
export async function runChecks(around: Surroundings, keyStore: KeyStore | null = null): Promise<Check[]> {
  const report = (await around.environmentReady) ?? null
  return [
    checkNode(process.versions.node),
    await checkGit(),
    checkFolder(around.home),
    ...(dataFolderProblem(around.home) === null ? await checkInside(around, keyStore) : []),
    loginShellCheck(report),
    sandboxCheck(await sandboxProbe(around)),
  ]
}

/** What can be looked at only where the data folder can be read. */
async function checkInside(around: Surroundings, keyStore: KeyStore | null): Promise<Check[]> {
  const { home } = around
  return [
    ...checkStore(home),
    await checkSpace(home),
    ...(await checkStorage(home, new Date())),
    checkOwner(home),
    ...(await checkSettings(
      around,
      folderSecrets(around, () => keyStore),
    )),
    checkSecrets(home, keyStore !== null),
  ]
}

async function checkSettings(around: Surroundings, secrets: Pick<Secrets, 'view'>): Promise<Check[]> {
  const settings = readSettings(around.home)
  if (!settings.ok) {
    return [{ id: 'settings', level: 'error', text: settings.error.message, remedy: settings.error.remedy }]
  }
  const file = settingsFile(around.home)
  return [
    settingsCheck(existsSync(file) ? file : `none (${file})`, unknownSettings(settings.value)),
    ...(await checkAgents(around, settings.value, secrets)),
    ...mcpChecks(settings.value, around.environment),
  ]
}

function settingsCheck(text: string, unknown: readonly string[]): Check {
  const id = 'settings'
  if (unknown.length === 0) return { id, level: 'ok', text, remedy: null }
  const remedy = `This version reads ${Object.keys(settingsSchema.shape).join(', ')}; correct what is misspelt.`
  return { id, level: 'warning', text: `${text}: nothing reads ${unknown.join(', ')}.`, remedy }
}

const NODE_NEEDED = 24

export function checkNode(version: string): Check {
  const text = `Node ${version}`
  if (Number.parseInt(version, 10) >= NODE_NEEDED) return { id: 'node', level: 'ok', text, remedy: null }
  const remedy = `Triptych needs Node ${NODE_NEEDED} or newer: https://nodejs.org/`
  return { id: 'node', level: 'error', text: `${text} is too old.`, remedy }
}

export async function checkGit(): Promise<Check> {
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
  const [warning] = folderWarnings(home)
  if (warning !== undefined) return { id, level: 'warning', text: warning, remedy: null }
  if (!existsSync(home)) return { id, level: 'ok', text: `${home} (made by the first run)`, remedy: null }
  const othersMay = process.platform !== 'win32' && (statSync(home).mode & 0o077) !== 0
  if (!othersMay) return { id, level: 'ok', text: home, remedy: null }
  return { id, level: 'warning', text: `${home} is open to other users of this machine.`, remedy: `chmod 700 ${home}` }
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
