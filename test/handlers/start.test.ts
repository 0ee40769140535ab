import { expect, onTestFinished, test } from 'vitest'
import { openBackend } from '../../electron/backend.ts'
import { repositoryHandlers } from '../../electron/handlers/repositories.ts'
import { startHandlers } from '../../electron/handlers/start.ts'
import { DEFAULT_RUN_CONFIG, type RunConfig } from '../../shared/config.ts'
import { makeRepository, makeTempFolder } from '../support/repository.ts'
import { partsOf } from './host-parts.ts'
import { accepted, makeCaller } from './real-backend.ts'

const caller = makeCaller()

async function begin(owner?: { pid: number; host: string }) {
  const backend = await openBackend({ home: makeTempFolder('home'), environment: { PATH: makeTempFolder('bin') } })
  onTestFinished(() => backend.close())
  const parts = partsOf(backend, owner ? { owner } : {})
  const repository = makeRepository()
  const added = repositoryHandlers(parts)['repositories.add']({ path: repository.root }, caller)
  const { id: repositoryId } = await accepted(added)
  const handlers = startHandlers(parts)
  const start = (goal: string, config: Partial<RunConfig> = {}, base?: string) =>
    handlers['runs.start'](
      { repositoryId, goal, config: { ...DEFAULT_RUN_CONFIG, ...config }, ...(base === undefined ? {} : { base }) },
      caller,
    )
  return { backend, parts, repository, repositoryId, handlers, start }
}

test('agents are listed with what is missing', async () => {
  const { handlers, backend } = await begin()
  const limit = { until: '2999-01-01T00:00:00.000Z', detail: 'The quota is used up.' }
  backend.store.noteAgentLimit('codex', limit)
  backend.store.noteAgentLimit('gemini', { ...limit, until: '2020-01-01T00:00:00.000Z' })
  const agents = await accepted(handlers['agents.list']({}, caller))
  expect(agents.find(({ id }) => id === 'demo')).toMatchObject({ state: 'ready', remedy: null, limit: null })
  expect(['codex', 'gemini'].map((known) => agents.find(({ id }) => id === known)?.limit)).toEqual([limit, null])
  expect(agents.find(({ id }) => id === 'codex')).toMatchObject({ state: 'missing', family: 'openai' })
})

test('a run starts on its repository, which is then known by the run', async () => {
  const { start, backend, repository, parts } = await begin()
  const first = repository.git('rev-parse', 'HEAD')
  repository.commit('Second')
  const { runId } = await accepted(start('Make it better', { policy: 'every_task' }, 'HEAD~1'))
  expect(backend.store.getRun(runId)).toMatchObject({
    goal: 'Make it better',
    repoPath: repository.root,
    baseCommit: first,
    config: { policy: 'every_task' },
  })
  expect(parts.looks()).toBe(1)
  const [row] = await accepted(repositoryHandlers(parts)['repositories.list']({}, caller))
  expect(row).toMatchObject({ path: repository.root, lastRunAt: backend.store.getRun(runId).createdAt })
})

test('what cannot start is refused with a remedy, and nothing is written', async () => {
  const { start, backend, handlers } = await begin()
  const config = { ...DEFAULT_RUN_CONFIG.agents, checker: { id: 'codex' } }
  const refusals = [
    [await start('  '), 'no_goal'],
    [await start('Goal', { agents: config }), 'agent_missing'],
    [await start('Goal', {}, 'nowhere'), 'unknown_base'],
  ] as const
  for (const [reply, refusal] of refusals) {
    expect(reply).toMatchObject({ ok: false, error: { code: 'refused', detail: { refusal } } })
    expect(reply.ok ? '' : reply.error.remedy).toMatch(/./)
  }
  const unknown = { repositoryId: '0123456789abcdef', goal: 'Goal', config: DEFAULT_RUN_CONFIG }
  expect(await handlers['runs.start'](unknown, caller)).toMatchObject({ ok: false, error: { code: 'not_found' } })
  expect(backend.store.runStore.listRuns()).toEqual([])
})

test('beside another owner nothing starts', async () => {
  const { start, backend } = await begin({ pid: 0, host: 'unknown' })
  expect(await start('Goal')).toMatchObject({
    ok: false,
    error: {
      code: 'refused',
      message: expect.stringContaining('it is not known which one does'),
      detail: { refusal: 'driven' },
    },
  })
  expect(backend.store.runStore.listRuns()).toEqual([])
})

test('attached files are artifacts of the run from its beginning; one that is gone keeps it from starting', async () => {
  const { backend, handlers, repositoryId } = await begin()
  const give = (name: string, text: string): string => {
    const taken = backend.uploads.take({ name, total: text.length, offset: 0, bytes: Buffer.from(text) })
    if (!taken.ok) throw new Error(taken.error.message)
    return taken.value.id
  }
  const ids = [give('b.md', 'second'), give('a.md', 'first')]
  const input = { repositoryId, goal: 'Goal', config: DEFAULT_RUN_CONFIG }
  const { runId } = await accepted(handlers['runs.start']({ ...input, attachments: ids }, caller))
  const names = backend.store.listAttachments(runId).map(({ metadata }) => metadata)
  expect(names).toMatchObject([{ label: 'b.md' }, { label: 'a.md' }])
  const [event] = backend.store.listEvents(runId)
  expect(event?.kind).toBe('run_created')
  expect(await handlers['runs.start']({ ...input, attachments: [crypto.randomUUID()] }, caller)).toMatchObject({
    ok: false,
    error: { detail: { refusal: 'attachment_gone' } },
  })
  expect(backend.store.runStore.listRuns()).toHaveLength(1)
})
