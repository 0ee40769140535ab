import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { openStore } from '../../../electron/store/store.ts'
import { type Judged, judge } from './acknowledged.ts'

const TRAFFIC = path.join(import.meta.dirname, 'traffic.ts')
const EVENTS = 20

/** The calls by which SQLite and the mark reach the disk, and what the disk may say. */
export const CALLS = [
  { call: 'pwrite64', errors: ['ENOSPC', 'EIO'] },
  { call: 'fdatasync', errors: ['EIO'] },
  { call: 'ftruncate', errors: ['EIO'] },
  { call: 'fsync', errors: ['EIO'] },
] as const

export interface Injection {
  call: string
  error: string
  /** The call that fails, from 1. */
  when: number
  /** It and all later ones. */
  continuing: boolean
}

/** Null: strace can change what system calls return here; else why not. */
export function noStrace(): string | null {
  if (process.platform !== 'linux') return 'only Linux has strace'
  const { error, status, stderr } = spawnSync(
    'strace',
    ['-qq', '-o', '/dev/null', '-e', 'inject=sync:error=EIO', 'true'],
    { encoding: 'utf8' },
  )
  if (error) return 'strace is not installed'
  return status === 0 ? null : `strace does not work here: ${stderr.trim()}`
}

/** Real traffic of a process of its own, to whose disk calls this happens; then the folder is opened without it. */
export async function inject(folder: string, { call, error, when, continuing }: Injection): Promise<Judged> {
  mkdirSync(folder)
  const file = path.join(folder, 'triptych.sqlite')
  const store = openStore(file)
  const { id } = store.runStore.createRun('Goal', '/repository')
  store.close()
  const rule = `inject=${call}:error=${error}:when=${when}${continuing ? '+' : ''}`
  const { stdout, problem } = await printedBy('strace', [
    '-f',
    '-qq',
    '-o',
    '/dev/null',
    '-e',
    `trace=${call}`,
    '-e',
    rule,
    process.execPath,
    TRAFFIC,
    file,
    id,
    String(EVENTS),
  ])
  const judged = judge(file, id, stdout)
  const wrong = judged.wrong ?? problem
  if (wrong === null && judged.lost.length === 0) rmSync(folder, { recursive: true })
  return { ...judged, wrong }
}

function printedBy(program: string, args: readonly string[]): Promise<{ stdout: string; problem: string | null }> {
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'] ?? '', NODE_NO_WARNINGS: '1' }
    execFile(program, [...args], { env, timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ stdout, problem: error === null ? null : `the process failed: ${stderr.slice(-500) || error.message}` })
    })
  })
}
