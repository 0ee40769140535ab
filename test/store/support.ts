import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { openStore, type Store } from '../../electron/store/store.ts'
import type { TaskDraft } from '../../shared/domain.ts'

export const FIXTURE = path.resolve(import.meta.dirname, '../fixtures/predecessor.sqlite')

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'triptych-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function memoryStore(): Store {
  const store = openStore(':memory:')
  onTestFinished(() => store.close())
  return store
}

export const draft = (title: string, more: Partial<TaskDraft> = {}): TaskDraft => ({
  title,
  objective: `Make ${title} true`,
  acceptanceCriteria: ['it works'],
  verificationSteps: ['true'],
  allowedPaths: ['src/**'],
  ...more,
})

/** A run with these tasks, pending, in this order. */
export function runWithTasks(store: Store, ...titles: string[]) {
  const run = store.runStore.createRun('A goal', '/repository')
  const tasks = store.replacePendingTasks(
    run.id,
    titles.map((title) => draft(title)),
  )
  store.patchRun(run.id, {}, { needsPlan: null })
  return { runId: run.id, taskIds: tasks.map(({ id }) => id) }
}

export interface Script {
  child: ChildProcess
  firstLine: Promise<string>
  /** Everything it printed, once it has ended well. */
  lines: Promise<string[]>
}

/** A script of this folder in a process of its own, with nothing of this one's environment; killed after the test. */
export function startScript(name: string, ...values: string[]): Script {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, name), ...values], {
    env: { NODE_NO_WARNINGS: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let output = ''
  const { promise: firstLine, resolve } = Promise.withResolvers<string>()
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    if (output.includes('\n')) resolve(output.split('\n')[0] ?? '')
  })
  const lines = once(child, 'close').then(() => output.split('\n').slice(0, -1))
  return { child, firstLine, lines }
}
