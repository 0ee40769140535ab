/** Comments of a person from the line they are written on to the answer beside that line, through the boundary, with the demo agent. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Script, Step } from '../../electron/agents/demo/script.ts'
import { gateHandlers } from '../../electron/handlers/gates.ts'
import { DEFAULT_RUN_CONFIG } from '../../shared/config.ts'
import type { GateView } from '../../shared/views.ts'
import type { ApprovalVerdict } from '../../shared/words.ts'
import { draft } from '../store/support.ts'
import { submit } from '../support/demo-steps.ts'
import { makeRepository } from '../support/repository.ts'
import { scriptedBackend } from '../support/scripted-backend.ts'
import { accepted, makeCaller } from './real-backend.ts'

vi.setConfig({ testTimeout: 300_000 })

const caller = makeCaller()
const MET = {
  summary: 'It holds.',
  criteria: [{ criterion: 1, status: 'met', reason: 'It was run.', evidence: ['diff'] }],
}
const planOf = (title: string): Step[] => [
  submit('submit_plan', { summary: title, tasks: [draft(title, { allowedPaths: ['src'] })], risks: [], questions: [] }),
]
const sum = (...lines: string[]): Step => ({
  write: { path: 'src/sum.js', content: lines.map((line) => `${line}\n`).join('') },
})
const done = (comments: object[]): Step => submit('report_result', { outcome: 'done', summary: 'Written.', comments })
const SCRIPT: Script = {
  strategy: [
    { when: { kind: 'review' }, steps: [submit('submit_verdict', MET)] },
    // What a person wrote on the result is among their words, and the rule says what becomes of it.
    { when: { kind: 'replan', prompt: 'c3 src/sum.js:2: Name it plus.' }, steps: planOf('Rename') },
    { steps: planOf('Add sum') },
  ],
  implementation: [
    {
      when: { task: 'Add sum', prompt: '- c1 · "src/sum.js" · line 1-2 · new' },
      steps: [
        sum('// Adds.', 'export const add = (a, b) => a + b', 'export const two = 2'),
        // Only c1 and c2 were asked for: the other answer is refused, and the turn's last valid one counts.
        done([{ id: 'c9', outcome: 'done', answer: 'Never asked for.' }]),
        done([{ id: 'c1', outcome: 'done', answer: 'It says what it does now.' }]),
      ],
    },
    { when: { task: 'Add sum' }, steps: [sum('export const sum = (a, b) => a + b', 'export const two = 2'), done([])] },
    {
      when: { task: 'Rename', prompt: '- c3 · "src/sum.js" · line 2 · new' },
      steps: [
        sum('// Adds.', 'export const plus = (a, b) => a + b', 'export const two = 2'),
        done([{ id: 'c3', outcome: 'done', answer: 'It is called plus.' }]),
      ],
    },
  ],
  checker: [{ steps: [submit('submit_verdict', MET)] }],
}

async function begin() {
  const backend = await scriptedBackend(SCRIPT)
  const { root: repoPath } = makeRepository()
  const config = { ...DEFAULT_RUN_CONFIG, policy: 'every_task' } as const
  const started = await backend.startRun({ repoPath, goal: 'Add sum', config })
  if (!started.ok) throw new Error(started.error.message)
  const runId = started.value.run.id
  const handlers = gateHandlers({ backend })
  const answer = ({ gate }: GateView, verdict: ApprovalVerdict, comments?: object[]) => {
    const { id: gateId, subjectHash } = gate
    const payload = comments === undefined ? {} : { payload: { comments } }
    return accepted(handlers['gates.decide']({ gateId, subjectHash, verdict, rationale: '', ...payload }, caller))
  }
  /** Goes on to the next question, as it is shown. */
  const next = async (): Promise<GateView> => {
    expect(await backend.drive(runId, new AbortController().signal)).toEqual({ kind: 'wait', why: 'gate' })
    const [row] = await accepted(handlers['gates.list']({ runId }, caller))
    return accepted(handlers['gates.get']({ gateId: row?.id ?? '' }, caller))
  }
  return { backend, runId, handlers, answer, next }
}

const states = ({ comments }: GateView) =>
  comments.map(({ comment, answer, now }) => [comment.id, answer?.outcome ?? null, answer?.text ?? null, now])

test('each comment is numbered, is work, and is shown in the next round with its answer and its line, or as not answered', async () => {
  const { backend, runId, handlers, answer, next } = await begin()
  await answer(await next(), 'approved')
  const first = await next()
  expect(first).toMatchObject({ gate: { kind: 'task' }, comments: [] })
  expect(await accepted(handlers['gates.since']({ gateId: first.gate.id }, caller))).toBeNull()
  const asked = await answer(first, 'changes_requested', [
    { path: 'src/sum.js', side: 'new', line: 2, fromLine: 1, excerpt: 'export const sum', text: 'Say what it does.' },
    { path: 'src/sum.js', side: 'new', line: 2, text: 'Who needs two?', id: 'c77' },
  ])
  expect(asked.payload).toMatchObject({ decision: { comments: [{ id: 'c1', fromLine: 1 }, { id: 'c2' }] } })

  const second = await next()
  expect(states(second)).toEqual([
    [
      'c1',
      'done',
      'It says what it does now.',
      { path: 'src/sum.js', line: 3, text: 'export const two = 2', changed: false },
    ],
    ['c2', null, null, { path: 'src/sum.js', line: 3, text: 'export const two = 2', changed: false }],
  ])
  expect(second.comments[0]).toMatchObject({ answeredIn: 'Add sum', answer: { attemptNumber: 2 } })
  const since = await accepted(handlers['gates.since']({ gateId: second.gate.id }, caller))
  expect(since).toMatchObject({ attempt: 1, commit: first.attempt?.attempt.candidateCommit })
  expect(since?.text).toContain('-export const sum')
  const ask = { gateId: second.gate.id, path: 'src/sum.js' }
  expect(await accepted(handlers['gates.file']({ ...ask, side: 'new' }, caller))).toMatchObject({
    text: '// Adds.\nexport const add = (a, b) => a + b\nexport const two = 2\n',
  })
  expect(await accepted(handlers['gates.file']({ ...ask, side: 'old' }, caller))).toBeNull()
  await answer(second, 'approved')

  const result = await next()
  expect(result.gate.kind).toBe('final')
  expect(states(result).map(([id, outcome]) => [id, outcome])).toEqual([
    ['c1', 'done'],
    ['c2', null],
  ])
  await answer(result, 'changes_requested', [{ path: 'src/sum.js', side: 'new', line: 2, text: 'Name it plus.' }])
  const plan = await next()
  expect(plan.plan?.tasks.map(({ title }) => title)).toEqual(['Rename'])
  await answer(plan, 'approved')
  // c2 was about the task that is done; what is open of the whole result goes to whoever works now.
  const renamed = await next()
  expect(states(renamed).map(([id, outcome]) => [id, outcome])).toEqual([['c3', 'done']])
  await answer(renamed, 'approved')
  const last = await next()
  expect(states(last).at(-1)).toEqual([
    ...['c3', 'done', 'It is called plus.'],
    { path: 'src/sum.js', line: 2, text: 'export const plus = (a, b) => a + b', changed: true },
  ])
  const review = await accepted(handlers['gates.since']({ gateId: last.gate.id }, caller))
  expect(review?.attempt).toBeNull()
  expect(review?.text).toContain('+export const plus')
  expect(backend.store.listRunAttempts(runId).map(({ status }) => status)).toEqual(['failed', 'completed', 'completed'])
})

test('what git cannot tell is said, and the rest is still shown', async () => {
  const { backend, runId, handlers, answer, next } = await begin()
  await answer(await next(), 'approved')
  const { gate } = await next()
  const { repoPath } = backend.store.getRun(runId)
  const config = readFileSync(path.join(repoPath, '.git/config'))
  writeFileSync(path.join(repoPath, '.git/config'), 'broken [')
  onTestFinished(() => writeFileSync(path.join(repoPath, '.git/config'), config))
  expect(await handlers['gates.file']({ gateId: gate.id, path: 'a', side: 'new' }, caller)).toMatchObject({
    ok: false,
    error: { code: 'unavailable' },
  })
  const unknown = '00000000-0000-4000-8000-000000000000'
  expect(await handlers['gates.since']({ gateId: unknown }, caller)).toMatchObject({ error: { code: 'not_found' } })
  expect(await handlers['plans.get']({ runId, revision: 9 }, caller)).toMatchObject({ error: { code: 'not_found' } })
  expect(await handlers['plans.get']({ runId, revision: 1 }, caller)).toMatchObject({ value: { revision: 1 } })
})
