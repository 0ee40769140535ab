/** Runs of one small job with the real command and the demo agent, and what the store says of them. */
import { expect } from 'vitest'
import { databaseFile } from '../../electron/home.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import type { RunRecord } from '../../shared/domain.ts'
import type { PolicyName } from '../../shared/words.ts'
import type { OneTask } from '../support/one-task.ts'
import { type Finished, triptych } from '../support/terminal.ts'

export interface Outcome extends Finished {
  run: string
  attempts: { status: string; signature: string | null }[]
  tasks: string[]
}

export const outcomeOf = (job: OneTask, ...more: string[]): Promise<Outcome> => underPolicy('unattended', job, ...more)

export async function underPolicy(policy: PolicyName, job: OneTask, ...more: string[]): Promise<Outcome> {
  const args = ['run', '--repo', job.repository.root, '--goal', 'Add sum', '--policy', policy, '--agent', 'demo']
  return seen(job, await triptych(job.terminal, ...args, '--limit', 'replans=0', ...more))
}

/** The command's end, and what the store says of the run after it. */
export function seen(job: OneTask, finished: Finished): Outcome {
  return inStore(job, (store, run) => {
    const attempts = store.runStore
      .listRecentAttempts(run.id)
      .map(({ status, blockerSignature }) => ({ status, signature: blockerSignature }))
    return { ...finished, run: run.status, attempts, tasks: store.listTasks(run.id).map(({ status }) => status) }
  })
}

export function inStore<T>({ terminal }: OneTask, look: (store: Store, run: RunRecord) => T): T {
  const store = openStore(databaseFile(terminal.home))
  try {
    return look(store, store.runStore.listRuns()[0] ?? expect.fail('there is no run'))
  } finally {
    store.close()
  }
}

export const implementTurns = (job: OneTask) =>
  inStore(job, (store, run) => store.listTurns(run.id).filter(({ kind }) => kind === 'implement'))
/** Why the attempts failed, oldest first, as the next one and the person are told. */
export const reasonsOf = (job: OneTask): string[] =>
  inStore(job, (store, run) =>
    store
      .listTasks(run.id)
      .flatMap(({ id }) => store.listAttempts(id))
      .flatMap(({ result }) => result.failure?.reasons ?? []),
  )
export const idOf = (job: OneTask): string => inStore(job, (_, { id }) => id)

export const shown = ({ stdout, stderr }: Finished): string => `${stdout}\n${stderr}`
