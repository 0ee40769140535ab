import { describe, expect, it } from 'vitest'
import {
  type TriedSteps,
  triedStep,
  triedSteps,
  triedSummary,
  triedWarning,
  untriedReason,
} from '../../../renderer/views/plan/tried-steps.ts'
import { beforeLook } from '../../../renderer/words/baseline-words.ts'
import type { Baseline } from '../../../shared/baseline.ts'
import type { PlanRecord } from '../../../shared/evidence.ts'
import { runView } from '../rows.ts'

const result = (command: string, exitCode: number | null) => ({
  ...{ command, exitCode, timedOut: exitCode === null, durationMs: 20 },
  ...{ log: 'sha256:1', logArtifactId: `log of ${command}`, logLines: 1 },
})
const baseline: Baseline = {
  commit: 'c'.repeat(40),
  isPending: false,
  results: [result('guard', 0), result('new', 1), result('typo', 127), result('hangs', null)],
}
const planned = new Set(['guard', 'new', 'typo', 'hangs', 'late'])
const tried: TriedSteps = { runId: 'r', baseline, planned }
const task = (...verificationSteps: string[]) => ({ verificationSteps })

describe('a step before any work', () => {
  it.each([
    ['guard', 'Passes already', 'log of guard'],
    ['new', 'Fails before the work', 'log of new'],
    ['typo', 'Can’t run: exit 127', 'log of typo'],
    ['hangs', 'Can’t run: timed out', 'log of hangs'],
    ['late', 'Not tried', null],
    ['written by the person', 'Not tried yet', null],
  ])('%s', (command, word, logArtifactId) => {
    expect(triedStep(tried, command)).toMatchObject({ look: { word }, logArtifactId })
  })
  it('that is still to be tried says so', () => {
    const pending = { ...tried, baseline: { ...baseline, isPending: true } }
    expect(triedStep(pending, 'late')?.look.word).toBe('Not tried yet')
    expect(triedStep(pending, 'guard')?.look.word).toBe('Passes already')
  })
  it('has nothing to tell where it is empty, or where nothing is tried', () => {
    expect(triedStep(tried, '')).toBeNull()
    expect(triedStep(null, 'guard')).toBeNull()
  })
  it('is never told by colour alone: each state has its own icon', () => {
    const icons = ['guard', 'new', 'typo', 'late', 'mine'].map((command) => triedStep(tried, command)?.look.icon)
    expect(new Set(icons).size).toBe(icons.length)
  })
})

describe('a plan', () => {
  it('is told in one line', () => {
    expect(triedSummary([task('guard', 'new'), task('typo', 'hangs', 'late', 'new')], tried)).toBe(
      '1 fails, 1 passes already, 2 can’t run, 1 not tried',
    )
    expect(triedSummary([task('new', 'mine')], tried)).toBe('1 fails, 1 not tried yet')
    expect(triedSummary([task()], tried)).toBeNull()
  })
  it('warns of a task that no step proves, and of steps that are probably wrong', () => {
    expect(triedWarning(task('guard'), tried)).toContain('Every step passes already')
    expect(triedWarning(task('guard', 'guard'), tried)).toContain('Every step passes already')
    expect(triedWarning(task('guard', 'typo'), tried)).toBe('1 step can’t run.')
    expect(triedWarning(task('guard', 'new'), tried)).toBeNull()
    expect(triedWarning(task('guard', 'mine'), tried)).toBeNull()
    expect(triedWarning(task(), tried)).toBeNull()
    expect(triedWarning(task('guard'), null)).toBeNull()
  })
  it('says why steps were not tried, and nothing of those that will be', () => {
    expect(untriedReason([task('guard', 'late')], tried)).toBe(
      '1 step not tried: the others took as long together as one step may.',
    )
    expect(untriedReason([task('guard', 'mine')], tried)).toBeNull()
    expect(untriedReason([task('late')], { ...tried, baseline: { ...baseline, isPending: true } })).toBeNull()
  })
  it('of another revision than the view has tells nothing', () => {
    const plan: PlanRecord = {
      ...{ id: 'p', runId: 'r', revision: 2, reason: 'first', state: 'proposed', summary: '', hash: '', createdAt: '' },
      ...{ risks: [], questions: [], baseCommit: baseline.commit },
      tasks: [{ title: 't', objective: '', acceptanceCriteria: [], verificationSteps: ['guard'], allowedPaths: [] }],
    }
    const view = runView({ plan, baseline })
    expect(triedSteps(view, 2)).toMatchObject({ baseline, planned: new Set(['guard']) })
    expect(triedSteps(view, 1)).toBeNull()
    expect(triedSteps({ ...view, baseline: null }, 2)).toBeNull()
  })
})

describe('evidence', () => {
  it.each([
    ['passed', 0, 'passed before', 'resting'],
    ['failed', 0, 'failed before', 'resting'],
    ['cannot_run', 1, 'couldn’t run before', 'resting'],
    ['not_tried', 0, 'not tried before', 'resting'],
    ['passed', 1, 'passed before', 'warning'],
  ] as const)('%s, now exit %s', (mark, exitCode, word, tone) => {
    expect(beforeLook({ baseline: mark, exitCode, timedOut: false })).toMatchObject({ word, tone })
  })
  it('of before there were marks has none', () => {
    expect(beforeLook({ baseline: null, exitCode: 0, timedOut: false })).toBeNull()
  })
})
