/** What must hold when all is over. */
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import path from 'node:path'
import { databaseFile } from '../../electron/home.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import { FINAL_RUN_STATUSES } from '../../shared/words.ts'
import { git, type World } from './world.ts'

/** Sentences about what is not as it must be; none: all is well. */
export function problemsOf(world: World): string[] {
  const left = processesOf(world).map((process) => `process ${process} is left`)
  return [...left, ...leftRecords(world), ...repositoryProblems(world), ...storeProblems(world)]
}

/** Whatever runs with the folder in its environment, its command line or as its working folder: with our marker or without. */
export function processesOf({ folder }: Pick<World, 'folder'>): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return []
    const [environment, command] = [readProc(pid, 'environ'), readProc(pid, 'cmdline')]
    if (![environment, command, workingFolder(pid)].some((text) => text.includes(folder))) return []
    const marker = /TRIPTYCH_CHILD=[0-9a-f-]+/.exec(environment)?.[0] ?? 'no marker'
    return [`${pid} (${marker}): ${command.replaceAll('\0', ' ')}`]
  })
}

/** Empty for a process that ends meanwhile, or is somebody else's. */
function readProc(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return ''
  }
}

function workingFolder(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return ''
  }
}

function leftRecords({ terminal }: World): string[] {
  const folder = path.join(terminal.home, 'children')
  const records = existsSync(folder) ? readdirSync(folder) : []
  return records.map((record) => `children/${record} is left`)
}

/** The person's own branch and files are as they were. */
function repositoryProblems({ repository, base }: World): string[] {
  return [
    ...(git(repository, 'rev-parse', 'main') === base ? [] : ['main was moved']),
    ...(git(repository, 'status', '--porcelain') === '' ? [] : ['files of the checkout were changed']),
  ]
}

function storeProblems(world: World): string[] {
  const file = databaseFile(world.terminal.home)
  if (!existsSync(file)) return []
  const store = openStore(file)
  try {
    return store.runStore.listRuns().flatMap(({ id }) => runProblems(store, id, world))
  } finally {
    store.close()
  }
}

/** Every run was brought to an end, so nothing of it may be at work. */
function runProblems(store: Store, runId: string, { repository }: World): string[] {
  const { run, facts, artifacts } = store.runStore.buildSnapshot(runId)
  const running = store.listTurns(runId).filter(({ state }) => state === 'running')
  const branch = run.branch ?? ''
  return [
    ...(FINAL_RUN_STATUSES.some((final) => final === run.status) ? [] : [`the run is ${run.status}`]),
    ...running.map(({ number, role }) => `turn ${number} of ${role} is still running`),
    ...(facts.live.length === 0 ? [] : [`${facts.live.length} attempts are still at work`]),
    ...(facts.openGates === 0 ? [] : [`${facts.openGates} questions are still open`]),
    ...(artifacts.length > 0 || facts.counts.completed === 0
      ? []
      : ['a task is completed, but nothing of it was kept']),
    ...(run.status === 'completed' && !hasWork(repository, branch) ? [`${branch} does not hold the work`] : []),
  ]
}

const hasWork = (repository: string, branch: string): boolean =>
  git(repository, 'ls-tree', '-r', '--name-only', branch).split('\n').includes('src/sum.js')
