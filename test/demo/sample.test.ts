import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import picomatch from 'picomatch'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applyFileStep } from '../../electron/agents/demo/file-steps.ts'
import { makeSampleRepository } from '../../electron/agents/demo/sample-repository.ts'
import { readScript, type Step, selectTurn, type TurnInfo } from '../../electron/agents/demo/script.ts'
import { reportResultSchema, submitPlanSchema, submitVerdictSchema } from '../../shared/answers.ts'
import type { TaskDraft } from '../../shared/domain.ts'

const SCRIPT = readScript('sample')
const ENV = { PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH']}`, CI: '1' }

let folder = ''
let repository = ''
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'triptych-sample-'))
  repository = await makeSampleRepository(path.join(folder, 'tally'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const git = async (cwd: string, ...args: string[]): Promise<string> =>
  (await promisify(execFile)('git', args, { cwd, env: ENV })).stdout.trim()

/** Exit code and output, as the application's own verification would see them. */
async function shell(command: string): Promise<{ exitCode: unknown; log: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)('sh', ['-c', command], { cwd: repository, env: ENV })
    return { exitCode: 0, log: stdout + stderr }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'stdout' in error)) throw error
    return { exitCode: error.code, log: String(error.stdout) }
  }
}

/** In the order of the steps: `v1`, `v2`, … */
async function verify(task: TaskDraft): Promise<{ exitCode: unknown; log: string }[]> {
  const results = []
  for (const step of task.verificationSteps) results.push(await shell(step))
  return results
}

function stepsOf(role: TurnInfo['role'], kind: TurnInfo['kind'], task: string | null = null, prompt = ''): Step[] {
  const turn = selectTurn(SCRIPT, { role, kind, turn: 1, task, attempt: task === null ? null : 1 }, prompt)
  if (turn === null) throw new Error(`The sample script has nothing for ${role} ${kind} ${task}`)
  return turn.steps
}

function answerOf(steps: Step[], tool: string): unknown {
  const answers = steps.flatMap((step) => (step.tool === undefined ? [] : [step.tool]))
  expect(answers.map(({ name }) => name)).toEqual([tool])
  return answers[0]?.arguments
}

/** Does the turn's work in the repository and returns its report. Everything it changed is within the task's paths and breaks no existing test. */
async function implement(task: TaskDraft, prompt = '') {
  const steps = stepsOf('implementation', 'implement', task.title, prompt)
  for (const step of steps) await applyFileStep(repository, step)
  const status = await git(repository, 'status', '--porcelain', '--untracked-files=all')
  const changed = status === '' ? [] : status.split('\n').map((line) => line.trim().split(/\s+/))
  expect(changed.map(([, file = '']) => file).filter((file) => !picomatch(task.allowedPaths)(file))).toEqual([])
  expect(changed.filter(([state, file]) => state === 'M' && file?.startsWith('test/'))).toEqual([])
  return { report: reportResultSchema.parse(answerOf(steps, 'report_result')), changed: changed.length }
}

/** The verdict names each criterion once and only evidence that exists. */
function verdictOn(task: TaskDraft, prompt = '') {
  const verdict = submitVerdictSchema.parse(answerOf(stepsOf('checker', 'check', task.title, prompt), 'submit_verdict'))
  expect(verdict.criteria.map(({ criterion }) => criterion)).toEqual(task.acceptanceCriteria.map((_, at) => at + 1))
  const labels = [...task.verificationSteps.map((_, at) => `v${at + 1}`), 'diff', 'report']
  expect(verdict.criteria.flatMap(({ evidence }) => evidence).filter((label) => !labels.includes(label))).toEqual([])
  expect(verdict.criteria.filter(({ evidence }) => evidence.length === 0)).toEqual([])
  return verdict.criteria.map(({ status }) => status)
}

const planOf = (kind: 'plan' | 'replan', prompt = ''): TaskDraft[] =>
  submitPlanSchema.parse(answerOf(stepsOf('strategy', kind, null, prompt), 'submit_plan')).tasks

function taskAt(tasks: TaskDraft[], at: number): TaskDraft {
  const task = tasks[at]
  if (task === undefined) throw new Error(`There is no task ${at + 1}`)
  return task
}

const exitCodes = (results: { exitCode: unknown }[]) => results.map(({ exitCode }) => exitCode)
const commit = (message: string) =>
  git(repository, '-c', 'user.name=T', '-c', 'user.email=t@t', 'commit', '-qam', message).then(() => undefined)

test('the sample repository is the same commit every time, on main, clean, and its tests pass', async () => {
  const twin = await makeSampleRepository(path.join(folder, 'twin'))
  expect(await git(twin, 'rev-parse', 'main')).toBe(await git(repository, 'rev-parse', 'HEAD'))
  expect(await git(repository, 'rev-list', '--count', 'HEAD')).toBe('1')
  expect(await git(repository, 'status', '--porcelain')).toBe('')
  expect((await shell('node --test --test-reporter=tap')).log).toMatch(/# tests 6\n[\s\S]*# fail 0\n/)
})

test('a folder with something in it is refused and left alone', async () => {
  const before = readdirSync(repository)
  await expect(makeSampleRepository(repository)).rejects.toThrow(/empty folder/)
  expect(readdirSync(repository)).toEqual(before)
})

describe('the sample job, in order', () => {
  const planned = planOf('plan')
  const [perPerson, byWeight, csvPackage] = [taskAt(planned, 0), taskAt(planned, 1), taskAt(planned, 2)]

  test('task 1 passes at once', async () => {
    const { report } = await implement(perPerson)
    expect(report.outcome).toBe('done')
    expect(exitCodes(await verify(perPerson))).toEqual([0])
    expect(verdictOn(perPerson)).toEqual(['met', 'met', 'met'])
    await git(repository, 'add', '--all')
    await commit('task 1')
  })

  test('task 2 fails at first, and passes once the agent is told why; on the kept files and on the base alike', async () => {
    expect((await implement(byWeight)).report.outcome).toBe('done')
    const [v1, v2] = await verify(byWeight)
    expect([v1?.exitCode, v2?.exitCode]).toEqual([1, 0])
    expect(v1?.log).toContain('✖ no cent is lost')
    expect(verdictOn(byWeight, v1?.log)).toEqual(['met', 'not_met', 'not_met'])

    for (const restart of [false, true]) {
      if (restart) await git(repository, 'stash', '--include-untracked')
      await implement(byWeight, `v1 exited with 1:\n${v1?.log}`)
      const again = await verify(byWeight)
      expect(exitCodes(again)).toEqual([0, 0])
      expect(verdictOn(byWeight, again.map(({ log }) => log).join('\n'))).toEqual(['met', 'met', 'met'])
    }
    await git(repository, 'add', '--all')
    await commit('task 2')
  })

  test('task 3 is blocked twice for the same reason, and replanned', async () => {
    const first = await implement(csvPackage)
    const second = await implement(csvPackage, 'an earlier attempt was blocked')
    expect(first.changed + second.changed).toBe(0)
    expect([first.report.blocker?.code, second.report.blocker?.code]).toEqual([
      'missing-dependency',
      'missing-dependency',
    ])

    const detail = first.report.blocker?.detail ?? ''
    for (const told of [first.report.summary, detail]) expect(planOf('replan', told)).toHaveLength(1)
    expect(planOf('replan', 'please plan differently')).toEqual(planned)
  })

  test('the task that replaces it passes, and so do all tests of the library', async () => {
    const csvPlain = taskAt(planOf('replan', 'csv-stringify is not installed'), 0)
    expect((await implement(csvPlain)).report.outcome).toBe('done')
    expect(exitCodes(await verify(csvPlain))).toEqual([0, 0])
    expect(verdictOn(csvPlain)).toEqual(['met', 'met', 'met'])
    const { log } = await shell('node --test --test-reporter=tap')
    expect(log).toMatch(/# tests 15\n/)
    expect(log).toMatch(/# fail 0\n/)
  })

  test.each(['strategy', 'checker'] as const)('%s finds the goal met, by evidence of tasks 1, 2 and 4', (role) => {
    const verdict = submitVerdictSchema.parse(answerOf(stepsOf(role, 'review'), 'submit_verdict'))
    expect(verdict.criteria).toHaveLength(1)
    expect(verdict.criteria[0]).toMatchObject({ criterion: 1, status: 'met' })
    expect(verdict.criteria[0]?.evidence).toEqual(['t1.v1', 't2.v1', 't2.v2', 't4.v1', 't4.v2'])
  })
})
