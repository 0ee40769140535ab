import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { failingSeams } from '../electron/failpoints.ts'
import { openSeams } from '../electron/seams.ts'
import { openStore } from '../electron/store/store.ts'
import { makeTempFolder } from './support/repository.ts'

afterEach(() => vi.unstubAllEnvs())

test('without the variable nothing stands between the parts', async () => {
  vi.stubEnv('TRIPTYCH_FAILPOINT', undefined)
  const seams = await openSeams()
  const part = { acquire: () => expect.fail('nobody calls it') }
  expect(seams.part('owner', part)).toBe(part)
})

test.each(['', 'nothing', 'transaction.inside:x', 'git.moveRef', 'kill:everything'])(
  'a name that is no failpoint is refused: %j',
  async (name) => {
    vi.stubEnv('TRIPTYCH_FAILPOINT', name)
    await expect(openSeams()).rejects.toThrow(`There is no failpoint ${name}`)
  },
)

test('arrivals at transactions are told in order, and only where one is the outermost and changed something', () => {
  const folder = makeTempFolder('failpoints')
  const list = path.join(folder, 'arrivals')
  const store = openStore(path.join(folder, 'triptych.sqlite'), { between: failingSeams(`list:${list}`) })
  function inTransaction(): void {
    store.transaction(() => store.runStore.createRun('A goal', '/repository'))
  }
  inTransaction()
  store.transaction(function nothing() {
    return null
  })
  store.close()
  const arrivals = readFileSync(list, 'utf8').trimEnd().split('\n')
  const ours = arrivals.filter((name) => name.includes('@inTransaction')).map((name) => name.split('@')[0])
  const whens = ['before', 'inside', 'committed', 'after']
  expect(ours).toEqual(whens.map((when) => `transaction.${when}`))
  expect(arrivals.filter((name) => name.startsWith('transaction.committed')).length).toBeLessThan(
    arrivals.filter((name) => name.startsWith('transaction.after')).length,
  )
})
