import { expect, test } from 'vitest'
import { NeedsAttention } from '../../electron/engine/context.ts'
import type { GitPort } from '../../electron/engine/git-port.ts'
import { askToReturn, restoreHash } from '../../electron/engine/restore-state.ts'
import { controlRun } from '../../electron/start-run.ts'
import { livedRun } from '../support/lived-run.ts'
import { BASE } from '../support/scripted-world.ts'

/** A run that a person cancels while git is at work, which nobody stops. */
async function cancelledDuring(effect: 'makeCandidate' | 'moveRef' | 'deliver', of: (args: unknown[]) => boolean) {
  const run = livedRun({ policy: 'unattended' }, {})
  const { store, ports, runId } = run
  const work: GitPort = { ...ports.git }
  const cancelling =
    <A extends unknown[], R>(method: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (of(args)) store.patchRun(runId, {}, { control: 'cancel', controlReason: 'person' })
      return method(...args)
    }
  ports.git = {
    ...work,
    [effect]: cancelling<unknown[], unknown>((...args) => Reflect.apply(work[effect], work, args)),
  }
  await run.go()
  const { status, headCommit, branch } = store.getRun(runId)
  const unfinished = store.database.all(`SELECT key FROM effects WHERE run_id = ? AND state = 'intended'`, runId)
  const tasks = store.listTasks(runId).map((task) => task.status)
  return {
    status,
    headCommit,
    tip: run.refs.get(`refs/heads/${branch}`) ?? null,
    unfinished,
    tasks,
    kinds: run.kinds(),
  }
}

test('cancelled while the candidate is made: it is finished and told, and the branch never begins [fault 67]', async () => {
  const { status, headCommit, tip, unfinished, tasks, kinds } = await cancelledDuring('makeCandidate', () => true)
  expect({ status, headCommit, tip, unfinished, tasks }).toEqual({
    status: 'cancelled',
    headCommit: BASE,
    tip: null,
    unfinished: [],
    tasks: ['pending'],
  })
  expect(kinds.filter((kind) => kind === 'scope_checked')).toHaveLength(1)
})

test('cancelled while the branch moves: the move is finished, and the task is told as completed [fault 67]', async () => {
  const isBranch = ([, ref]: unknown[]): boolean => String(ref).startsWith('refs/heads/')
  const { status, headCommit, tip, unfinished, tasks } = await cancelledDuring('moveRef', isBranch)
  expect({ status, unfinished, tasks }).toEqual({ status: 'cancelled', unfinished: [], tasks: ['completed'] })
  expect(tip).toBe(headCommit)
  expect(tip).not.toBe(BASE)
})

test('cancelled while it is delivered: the delivery is told, and the run is cancelled [fault 67]', async () => {
  const { status, headCommit, tip, unfinished, kinds } = await cancelledDuring('deliver', () => true)
  expect({ status, unfinished }).toEqual({ status: 'cancelled', unfinished: [] })
  expect(tip).toBe(headCommit)
  expect(kinds.filter((kind) => kind === 'delivered')).toHaveLength(1)
})

test.each(['it is decided', 'the files are put back'])(
  'cancelled during a return, while %s: the run is cancelled, whatever became of the return',
  async (when) => {
    const { store, ports, runId, go, kinds } = livedRun({}, {})
    await go()
    const { id } = store.listCheckpoints(runId)[0] ?? expect.fail('no checkpoint')
    expect(askToReturn(store, id, restoreHash(id, store.captureState(runId)))).toMatchObject({ ok: true })
    const work: GitPort = { ...ports.git }
    const restore = when === 'it is decided' ? 'requested' : 'files'
    ports.git.commitTree = async (...args) => {
      if (store.getInternals(runId).restore === restore) {
        controlRun(store, runId, 'cancel', 'person')
        if (restore === 'files') throw new NeedsAttention('The files are in the way.')
      }
      return work.commitTree(...args)
    }
    expect(await go()).toEqual({ kind: 'end' })
    expect(store.getRun(runId).status).toBe('cancelled')
    expect(kinds().filter((kind) => kind === 'checkpoint_restored')).toHaveLength(restore === 'files' ? 1 : 0)
  },
)
