import { type Baseline, type BaselineState, baselineState, countMarks } from '../../shared/baseline.ts'
import type { TaskDraft } from '../../shared/domain.ts'
import { assertNever } from '../../shared/result.ts'
import { bad, dim, type Line, type Span, warn } from './line.ts'

/** What a step of a plan did before any work, in brackets behind it; nothing where it is not known. */
export function baselineSpans(baseline: Baseline | null, command: string): Span[] {
  const state = baselineState(baseline, command)
  if (state === null) return []
  const result = baseline?.results.find((known) => known.command === command)
  const code = result?.timedOut ? 'no end in time' : `exit ${result?.exitCode ?? 'none'}`
  switch (state) {
    case 'passed':
      return [warn('  (passes already)')]
    case 'failed':
      return [dim(`  (fails before the work: ${code})`)]
    case 'cannot_run':
      return [bad(`  (cannot run: ${code})`)]
    case 'not_tried':
      return [warn('  (not tried)')]
    case 'to_try':
      return [dim('  (not tried yet)')]
    default:
      return assertNever(state)
  }
}

const MEANINGS: Readonly<Record<Exclude<BaselineState, 'failed'>, string>> = {
  passed: 'Steps that pass already prove nothing new: they are guards, or wrong.',
  cannot_run: 'Steps that cannot run are probably wrong, or run what the plan has yet to make.',
  not_tried: 'Steps that were not tried: the others took as long together as one may.',
  to_try: 'Steps that are not tried yet are tried before the work begins.',
}

/** What the brackets mean, and the commit that the steps were tried on. */
export function baselineLegend(tasks: readonly TaskDraft[], baseline: Baseline | null): Line[] {
  if (baseline === null) return []
  const counts = countMarks(tasks, baseline.results)
  const present = [
    { state: 'passed', count: counts.passed },
    { state: 'cannot_run', count: counts.cannot_run },
    { state: baseline.isPending ? 'to_try' : 'not_tried', count: counts.not_tried },
  ] as const
  const tried: Line[] =
    baseline.results.length === 0
      ? []
      : [[dim(`  Each step was run before any work, on ${baseline.commit.slice(0, 12)}.`)]]
  return [
    ...tried,
    ...present.flatMap(({ state, count }): Line[] => (count === 0 ? [] : [[dim(`  ${MEANINGS[state]}`)]])),
  ]
}
