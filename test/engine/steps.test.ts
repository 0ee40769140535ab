/** Steps in a scripted world where one thing went wrong: what is in the store afterwards, and what is asked next. */
import { expect, test } from 'vitest'
import type { TurnOutcome } from '../../electron/engine/agents-port.ts'
import type { PathChange } from '../../electron/engine/git-port.ts'
import { controlRun } from '../../electron/start-run.ts'
import { DEFAULT_LIMITS } from '../../shared/config.ts'
import { world } from '../support/lived-run.ts'
import type { World } from '../support/scripted-world.ts'

const blocked = (): TurnOutcome => ({
  kind: 'answered',
  via: 'tool',
  answer: { outcome: 'blocked', summary: 'cannot', blocker: { code: 'no-key', detail: 'why' } },
})

test('a run that an unattended policy fails leaves nothing running, and says what it interrupted', async () => {
  const life = world({ policy: 'unattended' }, ({ kind }) =>
    kind === 'implement' ? { kind: 'login', agent: 'demo', remedy: 'Log in.' } : null,
  )
  expect(await life.go()).toEqual({ kind: 'end' })
  expect(life.store.getRun(life.runId)).toMatchObject({ status: 'failed', currentTaskId: null })
  expect(life.store.readFacts(life.runId).facts).toMatchObject({ live: [], counts: { in_progress: 0, pending: 1 } })
  expect(life.kinds().slice(-3)).toEqual(['turn_finished', 'attempt_settled', 'run_finished'])
})

test('a rejected final result stays rejected: going on ends the run, and nothing pauses it any more', async () => {
  const life = world({ policy: 'review_at_end' })
  expect(await life.go()).toEqual({ kind: 'wait', why: 'gate' })
  life.answer('rejected')
  expect(controlRun(life.store, life.runId, 'pause', 'interrupted')).toMatchObject({
    ok: false,
    error: { code: 'run_cancelled' },
  })
  expect(controlRun(life.store, life.runId, 'resume', 'person').ok).toBe(true)
  expect(await life.go()).toEqual({ kind: 'end' })
  expect(life.store.getRun(life.runId).status).toBe('cancelled')
})

test('an answer that pauses does not take back a cancellation', async () => {
  const life = world({ limits: { ...DEFAULT_LIMITS, turns: 1 }, policy: 'review_at_end' })
  expect(await life.go()).toEqual({ kind: 'wait', why: 'gate' })
  controlRun(life.store, life.runId, 'cancel', 'person')
  life.answer('rejected')
  expect(life.store.getInternals(life.runId).control).toBe('cancel')
})

test('gates of a run that ends become void, each with its event', async () => {
  const life = world({})
  expect(await life.go()).toEqual({ kind: 'wait', why: 'gate' })
  controlRun(life.store, life.runId, 'cancel', 'person')
  await life.go()
  expect(life.kinds().slice(-2)).toEqual(['gate_voided', 'run_finished'])
})

test('files of an attempt that reported a blocker are a checkpoint before a planning turn or a review puts them away', async () => {
  const life = world({ policy: 'unattended' }, ({ kind }) => (kind === 'implement' ? blocked() : null))
  let tree = ''
  const { git } = life.ports
  life.ports.git = {
    ...git,
    worktreeTree: async (place, base) => tree || git.worktreeTree(place, base),
    resetWorktree: async (place, commit) => {
      tree = ''
      await git.resetWorktree(place, commit)
    },
  }
  const { agents } = life.ports
  life.ports.agents = {
    runTurn: async (request) => {
      if (request.kind === 'implement') tree = `tree-of-${request.turnId}`
      const result = await agents.runTurn(request)
      if (request.kind === 'replan') controlRun(life.store, life.runId, 'pause', 'person')
      return result
    },
  }
  expect(await life.go()).toEqual({ kind: 'wait', why: 'paused' })
  const labels = life.store.listCheckpoints(life.runId).map(({ payload }) => payload)
  const kept = labels.filter((payload) => JSON.stringify(payload).includes('files left'))
  expect(kept).toHaveLength(2)
})

test('a refused scope has the signature of its paths, so that the task is stuck and not tried for ever', async () => {
  const outside: PathChange[] = [{ path: 'outside.ts', kind: 'added' }]
  const limits = { ...DEFAULT_LIMITS, attemptsPerTask: 9, replans: 0 }
  const life = world({ policy: 'review_at_end', limits }, () => null, outside)
  expect(await life.go()).toEqual({ kind: 'wait', why: 'gate' })
  life.answer('rejected')
  expect(await life.go()).toEqual({ kind: 'wait', why: 'gate' })
  expect(life.store.listOpenGates(life.runId)).toMatchObject([{ kind: 'blocked' }])
  expect(life.store.listTasks(life.runId)).toMatchObject([{ status: 'blocked', blockerSignature: 'scope:outside.ts' }])
})

test('guidance for a planning turn joins what the turn must know already', async () => {
  const life = world({}, ({ kind }) => (kind === 'replan' ? { kind: 'no_answer', detail: 'nothing' } : null))
  await life.go()
  life.answer('changes_requested')
  expect(await life.go()).toEqual({ kind: 'wait', why: 'gate' })
  life.answer('changes_requested')
  expect(life.store.getInternals(life.runId).planGuidance).toBe('because\nbecause')
})

test('a working time of more than 24 days does not stop every turn at once', async () => {
  const life = world({ limits: { ...DEFAULT_LIMITS, wallMinutes: 40_000 } }, ({ signal }) =>
    signal.aborted ? { kind: 'stopped' } : null,
  )
  life.ports.agents = slowly(life.ports.agents)
  expect(await life.go()).toEqual({ kind: 'wait', why: 'gate' })
  expect(life.requests).toHaveLength(1)
})

/** As far as the timers that are due. */
const slowly = ({ runTurn }: World['ports']['agents']): World['ports']['agents'] => ({
  runTurn: async (request) => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    return runTurn(request)
  },
})

test('a session is told to be rotated when a fresh one replaces it, not when a judge begins', async () => {
  const life = world({ policy: 'review_at_end' })
  await life.go()
  const rotated = life.store.listEvents(life.runId, 500).filter(({ kind }) => kind === 'session_rotated')
  expect(rotated).toEqual([])
  expect(life.store.getRoleSession(life.runId, 'checker')).toMatchObject({ turns: 2, rotationCount: 0 })
  life.answer('changes_requested')
  await life.go()
  const after = life.store.listEvents(life.runId, 500).filter(({ kind }) => kind === 'session_rotated')
  expect(after.map(({ source }) => source)).toEqual(['strategy', 'implementation'])
})

test('what a plan does not include is told to every planning turn, however much was said before', async () => {
  const life = world({}, () => ({ kind: 'no_answer', detail: 'nothing' }))
  life.store.addEvent(life.runId, 'system', 'run_started', 'Run.', { notices: ['Untracked files are not included.'] })
  for (let event = 0; event < 60; event += 1) life.store.addEvent(life.runId, 'strategy', 'agent_output', 'word', {})
  await life.go()
  expect(life.requests[0]?.prompt).toContain('Untracked files are not included.')
})

test('a run branch that a person moved pauses the run, with the line that puts it back; then it goes on', async () => {
  const life = world({ policy: 'unattended' }, ({ kind }) => {
    const { branch } = life.store.getRun(life.runId)
    if (kind === 'check') life.refs.set(`refs/heads/${branch}`, 'somebody')
    return null
  })
  expect(await life.go()).toEqual({ kind: 'wait', why: 'paused' })
  const { branch, headCommit, repoPath } = life.store.getRun(life.runId)
  const ref = `refs/heads/${branch}`
  const reason = life.store.getInternals(life.runId).controlReason
  expect(reason).toContain(`${ref} is somebody, but this run left it ${headCommit}`)
  expect(reason).toContain(`git update-ref ${ref} ${headCommit} in ${repoPath}, then resume`)
  life.refs.set(ref, headCommit ?? '')
  controlRun(life.store, life.runId, 'resume', 'person')
  expect(await life.go()).toEqual({ kind: 'end' })
  expect(life.store.getRun(life.runId).status).toBe('completed')
  expect(life.requests.filter(({ kind }) => kind === 'check')).toHaveLength(1)
})

test('a review of the same head takes up tasks that were completed since, and judges again', async () => {
  const judged: number[] = []
  const life = world(
    { policy: 'review_at_end', limits: { ...DEFAULT_LIMITS, replans: 1 } },
    (request) => {
      if (request.kind !== 'review') return null
      judged.push(request.turnNumber)
      const status = judged.length <= 2 ? 'not_met' : 'met'
      const criteria = [{ criterion: 1, status, reason: 'so', evidence: ['diff'] }]
      return { kind: 'answered', via: 'tool', answer: { summary: 'judged', criteria } }
    },
    [], // No task changes a file, so the head stays where it was.
  )
  expect(await life.go()).toEqual({ kind: 'wait', why: 'gate' })
  const [review = expect.fail('there is no review')] = life.store.listReviews(life.runId)
  expect(life.store.listStepEvidence(review.id).map(({ label }) => label)).toEqual(['t1.v1', 't2.v1'])
  expect(judged).toHaveLength(4)
  expect(life.store.listOpenGates(life.runId)[0]?.question).not.toContain('objections')
})
