import type { BaselineState } from '../../shared/baseline.ts'
import type { StepEvidence } from '../../shared/evidence.ts'
import type { BaselineMark } from '../../shared/words.ts'
import type { StateLook } from '../ui/status.tsx'

/** `meaning`: what it says about the step, in a sentence. */
export interface BaselineLook extends StateLook {
  meaning: string
}

/** What a step of a plan does before any work. `end`: how it ended there, as in "exit 127"; null: it was not tried. */
export function baselineLook(
  state: BaselineState,
  end: Pick<StepEvidence, 'exitCode' | 'timedOut'> | null,
): BaselineLook {
  switch (state) {
    case 'passed':
      return {
        ...{ icon: 'check', tone: 'resting', word: 'Passes already' },
        meaning: 'It passes before any work: a guard of what works, or it proves nothing.',
      }
    case 'failed':
      return {
        ...{ icon: 'pending', tone: 'resting', word: 'Fails before the work' },
        meaning: `It fails before any work (${endText(end)}), as a step for something new should.`,
      }
    case 'cannot_run':
      return {
        ...{ icon: 'failed', tone: 'failed', word: `Can’t run: ${endText(end)}` },
        meaning: 'It can’t run before any work: it is probably wrong, or runs what the plan has yet to make.',
      }
    case 'not_tried':
      return {
        ...{ icon: 'cancelled', tone: 'resting', word: 'Not tried' },
        meaning: 'It was not tried before any work: the other steps took as long together as one may.',
      }
    case 'to_try':
      return {
        ...{ icon: 'clock', tone: 'resting', word: 'Not tried yet' },
        meaning: 'Triptych tries it before the work begins.',
      }
  }
}

function endText(end: Pick<StepEvidence, 'exitCode' | 'timedOut'> | null): string {
  if (end?.timedOut) return 'timed out'
  return end === null || end.exitCode === null ? 'killed' : `exit ${end.exitCode}`
}

const BEFORE: Readonly<Record<BaselineMark, BaselineLook>> = {
  passed: {
    ...{ icon: 'check', tone: 'resting', word: 'passed before' },
    meaning: 'It passed already before any work: by passing it shows only that nothing broke.',
  },
  failed: {
    ...{ icon: 'pending', tone: 'resting', word: 'failed before' },
    meaning: 'It failed before any work.',
  },
  cannot_run: {
    ...{ icon: 'cancelled', tone: 'resting', word: 'couldn’t run before' },
    meaning: 'It could not run before any work.',
  },
  not_tried: {
    ...{ icon: 'unknown', tone: 'resting', word: 'not tried before' },
    meaning: 'It was not tried before any work.',
  },
}

/** What a step of an attempt or a review did before any work; null: nothing is known. One that broke is told as a warning. */
export function beforeLook({
  baseline,
  exitCode,
  timedOut,
}: Pick<StepEvidence, 'baseline' | 'exitCode' | 'timedOut'>): BaselineLook | null {
  if (baseline === null) return null
  const passes = exitCode === 0 && !timedOut
  if (baseline === 'passed' && !passes)
    return { icon: 'warning', tone: 'warning', word: 'passed before', meaning: 'It passed before any work.' }
  return BEFORE[baseline]
}
