import { rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readDeliveryOptions } from '../../electron/views/delivery-options.ts'
import { type DeliveryFacts, deliveryOptions, type Target } from '../../electron/views/delivery-texts.ts'
import { DEFAULT_RUN_CONFIG, type Delivery } from '../../shared/config.ts'
import type { RunRecord } from '../../shared/domain.ts'
import type { DeliveryOption } from '../../shared/views.ts'
import { memoryStore } from '../store/support.ts'
import { makeRepository, makeTempFolder, type TestRepository } from '../support/repository.ts'

const BRANCH = 'triptych/x-0123abcd'
const KEPT = { kind: 'branch' } as const

/** A run that added two commits to `main`; its branch is there, and somebody works on `work`. */
function finished(delivery: Delivery = KEPT) {
  const repository = makeRepository()
  const base = repository.git('rev-parse', 'HEAD')
  repository.git('checkout', '-q', '-b', BRANCH)
  repository.commit('One')
  const head = repository.commit('Two')
  repository.git('checkout', '-q', '-b', 'work', base)
  repository.commit('Elsewhere')
  const created = memoryStore().runStore.createRun('x', repository.root, { ...DEFAULT_RUN_CONFIG, delivery })
  const run: RunRecord = { ...created, branch: BRANCH, baseCommit: base, headCommit: head }
  return { repository, base, head, run, read: () => readDeliveryOptions(run, head) }
}

const forwards = (options: readonly DeliveryOption[]): Record<string, string | null> =>
  Object.fromEntries(
    options.flatMap(({ delivery, problem }) => (delivery.kind === 'fast_forward' ? [[delivery.branch, problem]] : [])),
  )
const kinds = (options: readonly DeliveryOption[]): string[] => options.map(({ delivery }) => delivery.kind)
const checkOut = (repository: TestRepository, ...words: string[]): string => repository.git('checkout', '-q', ...words)

test('the branch is kept, or that of the start moves, or a patch is written', async () => {
  const { repository, base, head, read } = finished()
  const [b, h] = [base.slice(0, 7), head.slice(0, 7)]
  const work = repository.git('rev-parse', '--short=7', 'work')
  expect(await read()).toEqual([
    {
      delivery: { kind: 'branch' },
      effect: `The result stays on ${BRANCH} at ${h}, 2 commits. No other branch moves. Nothing is pushed.`,
      problem: null,
    },
    {
      delivery: { kind: 'fast_forward', branch: 'main', expectedCommit: base },
      effect: `main moves ${b} → ${h}, 2 commits, by fast-forward. No other branch moves. Nothing is pushed.`,
      problem: null,
    },
    {
      delivery: { kind: 'fast_forward', branch: 'work', expectedCommit: base },
      effect: `work moves ${b} → ${h}, by fast-forward. No other branch moves. Nothing is pushed.`,
      problem: `work moved from ${b} to ${work} meanwhile, so it is not moved. Keep the branch and merge ${BRANCH} yourself.`,
    },
    {
      delivery: { kind: 'patch' },
      effect: `A patch of ${b} → ${h}, 2 commits is written among the artifacts, and ${BRANCH} is kept. No other branch moves. Nothing is pushed.`,
      problem: null,
    },
  ])
})

test('a branch that is checked out says where, and its ids are short', async () => {
  const { repository, head, read } = finished()
  checkOut(repository, 'main')
  const problem = forwards(await read())['main']
  expect(problem).toContain(`main is checked out in ${repository.root}; moving it to ${head.slice(0, 7)} would change`)
  expect(problem).not.toMatch(/[0-9a-f]{40}/)
})

test('several branches at the base: the checked-out one first, five at most, none of runs', async () => {
  const { repository, base, read } = finished()
  for (const name of ['a', 'b', 'c', 'd', 'e', 'triptych/other-11112222']) repository.git('branch', name, base)
  checkOut(repository, 'd')
  const options = forwards(await read())
  expect(Object.keys(options)).toEqual(['d', 'a', 'b', 'c', 'e'])
  expect(options['a']).toBeNull()
})

test('the configured delivery goes first, each branch once', async () => {
  const moved = finished()
  const { base } = moved
  const { run, head } = moved
  const read = (delivery: Delivery) => readDeliveryOptions({ ...run, config: { ...run.config, delivery } }, head)
  expect(kinds(await read({ kind: 'patch' }))).toEqual(['patch', 'branch', 'fast_forward', 'fast_forward'])
  const main = { kind: 'fast_forward', branch: 'main', expectedCommit: base } as const
  const [first, ...others] = await read(main)
  expect(first).toMatchObject({ delivery: main, problem: null })
  expect(kinds(others)).toEqual(['branch', 'fast_forward', 'patch'])
  const [pullRequest] = await read({ kind: 'pull_request', remote: 'origin', base: 'main' })
  expect(pullRequest).toMatchObject({
    effect: `A pull request from ${BRANCH} into main of origin.`,
    problem: expect.stringContaining('cannot open a pull request'),
  })
})

test('a configured branch that moved names both ids; one that is gone says so; one that is there already is fine', async () => {
  const { repository, base, head, run } = finished()
  const read = async (branch: string, expectedCommit: string) => {
    const delivery = { kind: 'fast_forward', branch, expectedCommit } as const
    return (await readDeliveryOptions({ ...run, config: { ...run.config, delivery } }, head))[0]
  }
  checkOut(repository, '-b', 'moved', base)
  const now = repository.commit('Later')
  checkOut(repository, 'work')
  const moved = await read('moved', base)
  expect(moved?.problem).toContain(`moved moved from ${base.slice(0, 7)} to ${now.slice(0, 7)} meanwhile`)
  expect((await read('gone', base))?.problem).toContain('There is no branch gone.')
  repository.git('branch', 'there', head)
  expect(await read('there', base)).toMatchObject({
    effect: `there is at ${head.slice(0, 7)} already. Nothing is pushed.`,
    problem: null,
  })
  const other = repository.git('rev-parse', 'work')
  expect((await read('work', other))?.problem).toContain('has commits that the result')
})

test("the run's own branch, moved or gone, stops every delivery", async () => {
  const { repository, base, head, read } = finished()
  repository.git('branch', '-f', BRANCH, base)
  const [b, h] = [base.slice(0, 7), head.slice(0, 7)]
  for (const { problem } of await read()) expect(problem).toContain(`${BRANCH} is at ${b}, but the result is ${h}.`)
  repository.git('branch', '-D', BRANCH)
  const gone = `${BRANCH} is gone, but the result is ${h}. Put it back: git update-ref refs/heads/${BRANCH} ${h}`
  for (const { problem } of await read()) expect(problem).toBe(gone)
})

test('a repository that is gone, or none any more, offers nothing that can be chosen', async () => {
  const { repository, read } = finished({ kind: 'patch' })
  rmSync(repository.root, { recursive: true })
  const options = await read()
  expect(kinds(options)).toEqual(['patch', 'branch'])
  for (const { problem } of options) expect(problem).toContain('is not there any more')
  const spoiled = finished()
  rmSync(`${spoiled.repository.root}/.git`, { recursive: true })
  expect((await spoiled.read()).map(({ problem }) => problem)).toEqual([expect.stringContaining('is not in a git')])
})

test('a place that no repository can have is one where none is [fault 59]', async () => {
  const { run: own, head } = finished()
  const repoPath = `/srv/${'long'.repeat(100)}`
  const [option] = await readDeliveryOptions({ ...own, repoPath }, head)
  expect(option?.problem).toContain('is not there any more')
})

test('an imported run delivers nothing', async () => {
  const run = memoryStore().runStore.createRun('x', makeTempFolder())
  expect(await readDeliveryOptions(run, 'head')).toEqual([])
})

const run = { branch: BRANCH, base: 'a'.repeat(40), head: 'b'.repeat(40) }
const target: Target = { branch: 'main', expectedCommit: run.base, actual: run.base, commits: 1, obstacle: null }
const facts: DeliveryFacts = { run, configured: KEPT, commits: 1, ownBranch: run.head, targets: [target] }
const effects = (more: Partial<DeliveryFacts>): string[] => deliveryOptions({ ...facts, ...more }).map((o) => o.effect)

test('one commit is one commit, and a result that changes nothing moves nothing', () => {
  expect(effects({})[1]).toBe(
    'main moves aaaaaaa → bbbbbbb, 1 commit, by fast-forward. No other branch moves. Nothing is pushed.',
  )
  const same = { ...run, head: run.base }
  const options = deliveryOptions({ ...facts, run: same, commits: 0, ownBranch: null })
  expect(options.map(({ problem }) => problem)).toEqual([null, null, null])
  expect(options[1]?.effect).toBe('main is at aaaaaaa already. Nothing is pushed.')
})
