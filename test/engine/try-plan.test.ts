/** The steps of a plan before any work: what is run, where, how often, what is stored, and when the plan is asked about. */
import { expect, test } from 'vitest'
import type { TurnRequest } from '../../electron/engine/agents-port.ts'
import { baselineMarks } from '../../electron/engine/baseline-marks.ts'
import { editPlan } from '../../electron/engine/edit-plan.ts'
import { askToReturn, restoreHash } from '../../electron/engine/restore-state.ts'
import { controlRun } from '../../electron/start-run.ts'
import { readBaseline } from '../../electron/views/baseline-view.ts'
import { DEFAULT_LIMITS, type RunConfig } from '../../shared/config.ts'
import type { TaskDraft } from '../../shared/domain.ts'
import { draft } from '../store/support.ts'
import { answered, type LivedRun, livedRun } from '../support/lived-run.ts'
import { BASE } from '../support/scripted-world.ts'

/** Exit codes by command; null: it runs into its time limit. */
type Commands = Record<string, number | null>

const ONE_ATTEMPT = { ...DEFAULT_LIMITS, attemptsPerTask: 1, replans: 0 }

const steps = (title: string, ...verificationSteps: string[]) => draft(title, { verificationSteps })

/** A run with these tasks, and what was run in it, with the commit that the worktree stood on. */
function planned(tasks: TaskDraft[], commands: Commands = {}, config: Partial<RunConfig> = {}, fakes: Fakes = {}) {
  const ran: string[] = []
  let standsOn = ''
  const life = livedRun(config, {
    turn: (request) => (request.kind === 'plan' ? plan(request, tasks) : (fakes.turn?.(request) ?? answered(request))),
    command: async (command) => {
      ran.push(`${command} @${standsOn}`)
      await fakes.during?.(command, life)
      return commands[command] ?? (command in commands ? null : 0)
    },
  })
  const { git, commands: shell } = life.ports
  life.ports.git = {
    ...git,
    resetWorktree: async (place, commit) => {
      standsOn = commit === BASE ? 'base' : 'other'
      await git.resetWorktree(place, commit)
    },
  }
  const took = fakes.tookMs
  if (took) life.ports.commands = { runShell: async (run) => ({ ...(await shell.runShell(run)), durationMs: took }) }
  return { life, ran, standsOn: () => standsOn }
}
interface Fakes {
  turn?: (request: TurnRequest) => ReturnType<typeof answered> | null
  during?: (command: string, life: LivedRun) => unknown
  tookMs?: number
}

const plan = (_: TurnRequest, tasks: TaskDraft[]) =>
  ({ kind: 'answered', via: 'tool', answer: { summary: 'plan', tasks, risks: [], questions: [] } }) as const

const results = ({ store, runId }: LivedRun) =>
  store.listBaselineResults(runId, BASE).map(({ command, exitCode, timedOut }) => [command, timedOut ? null : exitCode])

test('every different step is run once on the base, one after the other, before the plan is asked about', async () => {
  const tasks = [steps('A', 'guard', 'new'), steps('B', 'new', 'typo', 'hangs')]
  const { life, ran, standsOn } = planned(tasks, { new: 1, typo: 127, hangs: null })
  expect(await life.go()).toEqual({ kind: 'wait', why: 'gate' })
  expect(ran).toEqual(['guard @base', 'new @base', 'typo @base', 'hangs @base'])
  expect(results(life)).toEqual([
    ['guard', 0],
    ['new', 1],
    ['typo', 127],
    ['hangs', null],
  ])
  expect(standsOn()).toBe('base')
  expect(life.events('baseline_finished').map(({ payload }) => payload)).toMatchObject([
    { mark: 'passed', commit: BASE, revision: 1 },
    { mark: 'failed' },
    { mark: 'cannot_run' },
    { mark: 'cannot_run', timedOut: true },
  ])
  const [tried] = life.events('plan_tried')
  expect(tried?.message).toBe('The steps of plan 1 before any work: 1 fails, 1 passes already, 2 cannot run.')
  expect(life.kinds().slice(-2)).toEqual(['plan_tried', 'gate_opened'])
})

test('the gate is bound to the base and to what the steps did there', async () => {
  const subjects = await Promise.all(
    [0, 1].map(async (code) => {
      const { life } = planned([steps('A', 'x')], { x: code })
      await life.go()
      const [gate = expect.fail('no gate')] = life.store.listOpenGates(life.runId)
      const { runId: _, ...subject } = Object(gate.subject)
      return subject
    }),
  )
  expect(subjects[0]).toMatchObject({ revision: 1, base: BASE, baselineHash: expect.stringMatching(/^sha256:/) })
  expect(subjects[1]).toMatchObject({ revision: 1, base: BASE })
  expect(subjects[1].baselineHash).not.toBe(subjects[0].baselineHash)
})

test('a plan that the policy accepts is tried and recorded first', async () => {
  const { life, ran } = planned([steps('A', 'new')], { new: 1 }, { policy: 'review_at_end', limits: ONE_ATTEMPT })
  await life.go()
  expect(ran.slice(0, 2)).toEqual(['new @base', 'new @other'])
  const kinds = life.kinds()
  expect(kinds.indexOf('plan_tried')).toBeLessThan(kinds.indexOf('plan_accepted'))
  const [approval] = life.store.listApprovals(life.runId)
  expect(approval).toMatchObject({ source: 'policy', payload: { base: BASE, baselineHash: expect.any(String) } })
})

test('the evidence of an attempt and of the review carries what the step did before', async () => {
  const commands: Commands = { guard: 0, new: 1 }
  const turn = ({ kind }: TurnRequest) => {
    if (kind === 'implement') commands['new'] = 0
    return null
  }
  const { life } = planned([steps('A', 'guard', 'new')], commands, { policy: 'review_at_end' }, { turn })
  await life.go()
  const { store, runId } = life
  const [attempt = expect.fail('no attempt')] = store.runStore.listRecentAttempts(runId)
  expect(
    store.listStepEvidence(attempt.id).map(({ label, exitCode, baseline }) => [label, exitCode, baseline]),
  ).toEqual([
    ['v1', 0, 'passed'],
    ['v2', 0, 'failed'],
  ])
  const [review = expect.fail('no review')] = store.listReviews(runId)
  expect(store.listStepEvidence(review.id).map(({ baseline }) => baseline)).toEqual(['passed', 'failed'])
  expect(life.events('verification_finished').map(({ message }) => message)).toContain(
    'Verification v1 passed; passed already before any work: guard',
  )
})

test('an edited plan keeps what is known; the new step is tried while the gate is open, and answering needs not wait', async () => {
  const { life, ran } = planned([steps('A', 'one', 'two')], { three: 1 })
  await life.go()
  const [first = expect.fail('no gate')] = life.store.listOpenGates(life.runId)
  const edited = editPlan(life.store, life.runId, 1, [steps('A', 'two', 'three')])
  if (!edited.ok) return expect.fail(edited.error.kind)
  expect(life.store.getRun(life.runId).status).toBe('awaiting_approval')
  expect(await life.go()).toEqual({ kind: 'wait', why: 'gate' })
  expect(ran).toEqual(['one @base', 'two @base', 'three @base'])
  // Knowing more makes no answer stale.
  expect(life.store.listOpenGates(life.runId)).toEqual([edited.value])
  expect(edited.value.subjectHash).not.toBe(first.subjectHash)
  expect(life.answer('approved').id).toBe(edited.value.id)
})

test('edited and approved at once: the new step is tried before the first attempt', async () => {
  const { life, ran } = planned([steps('A', 'one')], {}, { policy: 'supervised' })
  await life.go()
  editPlan(life.store, life.runId, 1, [steps('A', 'two')])
  life.answer('approved')
  await life.go()
  expect(ran.slice(0, 3)).toEqual(['one @base', 'two @base', 'two @other'])
  const kinds = life.kinds()
  expect(kinds.lastIndexOf('baseline_finished')).toBeLessThan(kinds.indexOf('attempt_started'))
  const [attempt = expect.fail('no attempt')] = life.store.runStore.listRecentAttempts(life.runId)
  expect(life.store.listStepEvidence(attempt.id)[0]?.baseline).toBe('passed')
})

test('an edit that adds no step is not tried again', async () => {
  const { life, ran } = planned([steps('A', 'one'), steps('B', 'two')])
  await life.go()
  editPlan(life.store, life.runId, 1, [steps('B', 'two', 'one')])
  expect(life.store.readFacts(life.runId).facts.untriedPlan).toBeNull()
  await life.go()
  expect(ran).toHaveLength(2)
})

test.each(['approved', 'changes_requested'] as const)('answered %s while a new step is tried', async (verdict) => {
  let answers = 0
  const during = (command: string, run: LivedRun): unknown =>
    command === 'slow' && answers++ === 0 ? run.answer(verdict) : undefined
  const { life, ran } = planned([steps('A', 'one')], {}, {}, { during })
  await life.go()
  editPlan(life.store, life.runId, 1, [steps('A', 'slow', 'last')])
  await life.go()
  if (verdict === 'approved') {
    expect(ran.slice(0, 3)).toEqual(['one @base', 'slow @base', 'last @base'])
    expect(life.events('plan_accepted', 'plan_tried', 'attempt_started').map(({ kind }) => kind)).toEqual([
      'plan_tried',
      'plan_accepted',
      'plan_tried',
      'attempt_started',
    ])
  } else {
    // Nothing more is tried for it: strategy plans anew.
    expect(ran.slice(0, 2)).toEqual(['one @base', 'slow @base'])
    expect(life.requests.map(({ kind }) => kind)).toEqual(['plan', 'replan'])
  }
})

test('edited while its steps are tried: the newest plan counts', async () => {
  let edits = 0
  const { life } = planned(
    [steps('A', 'one')],
    {},
    {},
    {
      during: (command, { store, runId }) => {
        if (command === 'two' && edits++ === 0) editPlan(store, runId, 2, [steps('A', 'two', 'three')])
      },
    },
  )
  await life.go()
  editPlan(life.store, life.runId, 1, [steps('A', 'two', 'never')])
  expect(await life.go()).toEqual({ kind: 'wait', why: 'gate' })
  expect(results(life).map(([command]) => command)).toEqual(['one', 'two', 'three'])
  expect(life.events('plan_tried').map(({ payload }) => payload)).toMatchObject([{ revision: 1 }, { revision: 3 }])
  expect(life.store.listOpenGates(life.runId)).toHaveLength(1)
})

test.each(['pause', 'cancel'] as const)(
  '%s in the middle: what is known stands, the rest comes after',
  async (what) => {
    let stops = 0
    const { life, ran, standsOn } = planned(
      [steps('A', 'one', 'two', 'three')],
      {},
      {},
      {
        during: (command, { store, runId }) => {
          if (command === 'two' && stops++ === 0) controlRun(store, runId, what, 'person')
        },
      },
    )
    const rest = await life.go()
    expect(results(life)).toEqual([['one', 0]])
    expect(standsOn()).toBe('base')
    expect(life.store.listOpenGates(life.runId)).toEqual([])
    if (what === 'cancel') {
      expect(rest).toEqual({ kind: 'end' })
      return
    }
    controlRun(life.store, life.runId, 'resume', 'person')
    expect(await life.go()).toEqual({ kind: 'wait', why: 'gate' })
    expect(ran.map((run) => run.split(' ')[0])).toEqual(['one', 'two', 'two', 'three'])
  },
)

test('all of them together take no longer than one may: the rest is not tried, and that is said', async () => {
  const limits = { ...ONE_ATTEMPT, verificationMinutes: 1 }
  const { life, ran } = planned([steps('A', 'a', 'b', 'c', 'd')], {}, { limits }, { tookMs: 25_000 })
  await life.go()
  expect(ran).toHaveLength(3)
  expect(life.events('plan_tried')[0]?.message).toContain('1 not tried, because the others took too long')
  // The person drops slow ones: there is time for the rest.
  editPlan(life.store, life.runId, 1, [steps('A', 'a', 'd')])
  await life.go()
  expect(ran.at(-1)).toBe('d @base')
})

test('what this run never tried is not called untried: nothing is known of it', () => {
  const { store, runId } = livedRun({}, {})
  const tasks = [steps('A', 'one')]
  const [task = expect.fail('no task')] = store.replacePendingTasks(runId, tasks)
  store.notePlanCommit(runId, BASE)
  expect(baselineMarks(store, task)('one')).toBeNull()
  const content = { reason: 'first', summary: '', tasks, risks: [], questions: [], baseCommit: BASE } as const
  expect(readBaseline(store, store.proposePlan(runId, { ...content, risks: [], questions: [] }))).toBeNull()
})

test('a plan that is being tried is not edited: it is not asked about yet', async () => {
  const edits: unknown[] = []
  const during = (_: string, { store, runId }: LivedRun) => edits.push(editPlan(store, runId, 1, [steps('A', 'two')]))
  const { life } = planned([steps('A', 'one')], {}, {}, { during })
  await life.go()
  expect(edits).toEqual([{ ok: false, error: { kind: 'being_tried' } }])
})

test('a plan without steps is asked about at once', async () => {
  const { life, ran } = planned([steps('A')])
  expect(await life.go()).toEqual({ kind: 'wait', why: 'gate' })
  expect(ran).toEqual([])
  expect(life.kinds()).not.toContain('plan_tried')
})

test('a replan is tried on the head of then', async () => {
  const { life } = planned(
    [steps('A', 'one')],
    {},
    { policy: 'review_at_end' },
    {
      turn: (request) => (request.kind === 'replan' ? plan(request, [steps('B', 'one')]) : null),
    },
  )
  await life.go()
  life.answer('changes_requested')
  await life.go()
  const commits = life.events('baseline_finished').map(({ payload }) => Object(payload).commit)
  expect(commits[0]).toBe(BASE)
  expect(commits[1]).toBe(life.store.latestPlan(life.runId)?.baseCommit)
  expect(commits[1]).not.toBe(BASE)
})

test.each(['unanswered', 'approved'])(
  'a plan is asked about again after a return to where it was not yet, %s before',
  async (before) => {
    const during = (_: string, { store, runId }: LivedRun): void => {
      if (store.listCheckpoints(runId).length > 1) return
      store.saveCheckpoint(runId, { n: 1, commit: BASE, label: 'what a killed owner left' })
    }
    const { life } = planned([steps('A', 'x')], {}, { limits: ONE_ATTEMPT }, { during })
    await life.go()
    if (before === 'approved') life.answer('approved')
    const { id } = life.store.listCheckpoints(life.runId).at(-1) ?? expect.fail('no checkpoint')
    expect(askToReturn(life.store, id, restoreHash(id, life.store.captureState(life.runId)))).toMatchObject({
      ok: true,
    })
    await life.go()
    controlRun(life.store, life.runId, 'resume', 'person')
    expect(await life.go()).toEqual({ kind: 'wait', why: 'gate' })
    expect(life.store.listOpenGates(life.runId)).toMatchObject([{ kind: 'plan' }])
  },
)
