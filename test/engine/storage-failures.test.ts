/** The disk or the database fails under a run: it pauses with the reason, and what was told is saved. */
import { expect, test } from 'vitest'
import { explainFailure } from '../../electron/keep-folder.ts'
import { controlRun } from '../../electron/start-run.ts'
import { type LivedRun, world } from '../support/lived-run.ts'

const sqliteError = (errcode: number): Error => Object.assign(new Error('SQLite said no'), { errcode })

/** The transactions of steps from the nth on fail, `count` of them. Also gives how many there were. */
function failing(life: LivedRun, nth: number, count: number, errcode: number): () => number {
  let calls = 0
  const { transaction } = life.store
  life.ports.store = {
    ...life.store,
    transaction: (work) => {
      calls += 1
      if (calls >= nth && calls < nth + count) {
        const fail = (): never => {
          throw sqliteError(errcode)
        }
        // What was written in it is undone, as SQLite does.
        return transaction(() => {
          work()
          return fail()
        })
      }
      return transaction(work)
    },
  }
  life.ports.explainFailure = (error) => explainFailure('/data', error)
  return () => calls
}

async function countTransactions(): Promise<number> {
  const life = world({ policy: 'unattended' })
  const count = failing(life, Number.POSITIVE_INFINITY, 0, 13)
  expect(await life.go()).toEqual({ kind: 'end' })
  return count()
}

test.each([
  [13, 'disk_full'],
  [10, 'io_error'],
  [5, 'store_busy'],
])(
  'SQLite error %i at any transaction of a run: paused as %s, nothing half, and it ends well once resumed [fault 32, 35]',
  async (errcode, reason) => {
    const transactions = await countTransactions()
    expect(transactions).toBeGreaterThan(10)
    for (let nth = 1; nth <= transactions; nth++) {
      const life = world({ policy: 'unattended' })
      failing(life, nth, 1, errcode)
      const rest = await life.go()
      const pauses = life.events('run_paused').map(({ payload }) => payload)
      expect([nth, rest, pauses]).toEqual([nth, { kind: 'wait', why: 'paused' }, [expect.objectContaining({ reason })]])
      expect(life.store.getRun(life.runId).status).toBe('paused')
      expect(life.store.getInternals(life.runId).controlReason).toContain('SQLite said no')
      controlRun(life.store, life.runId, 'resume', 'person')
      expect([nth, await life.go()]).toEqual([nth, { kind: 'end' }])
      expect(life.store.getRun(life.runId).status).toBe('completed')
    }
  },
)

test('a pause that cannot be recorded at once is tried again; one that never can is no silent end [fault 35]', async () => {
  const passing = world({ policy: 'unattended' })
  failing(passing, 2, 2, 5)
  expect(await passing.go()).toEqual({ kind: 'wait', why: 'paused' })
  expect(passing.store.getRun(passing.runId).status).toBe('paused')

  const lasting = world({ policy: 'unattended' })
  failing(lasting, 2, 100, 5)
  await expect(lasting.go()).rejects.toThrow('SQLite said no')
  expect(lasting.store.getRun(lasting.runId).status).not.toBe('failed')
})
