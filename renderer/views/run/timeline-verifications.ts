import type { RunView, VerificationSpan } from '../../../shared/views.ts'
import * as TEXT from '../../words/texts/timeline.ts'
import { stepLook } from '../../words/work-words.ts'
import { textIn } from './payload.ts'
import type { Bar } from './timeline-marks.ts'

type Facts = Pick<RunView, 'tasks' | 'attempts'>

/** "v2 of task 1, attempt 3", "t1.v2 of the whole result". */
export function verificationTitle(
  { label, ownerId }: Pick<VerificationSpan, 'label' | 'ownerId'>,
  view: Facts,
): string {
  const attempt = view.attempts.find(({ id }) => id === ownerId)
  const task = view.tasks.findIndex(({ id }) => id === attempt?.taskId) + 1
  return attempt === undefined || task === 0
    ? TEXT.ofWholeResult(label)
    : TEXT.ofTaskAttempt(label, task, attempt.attemptNumber)
}

/** What the application ran to verify: each step that has ended, and the one that runs, which reaches to `now`. */
export function verificationBars(view: Facts & Pick<RunView, 'verifications' | 'events' | 'row'>, now: number): Bar[] {
  const ended = view.verifications.map((span): Bar => {
    const to = Date.parse(span.endedAt)
    const { word, tone } = stepLook(span)
    return {
      ...{ id: span.id, lane: 'verification', from: to - span.durationMs, to, label: span.label },
      title: TEXT.verification(verificationTitle(span, view), span.command, word),
      look: tone === 'proved' ? 'passed' : 'failed',
    }
  })
  return [...ended, ...runningStep(view, now)]
}

/** A step that has begun and not ended, in a run that works. */
function runningStep({ events, row }: Pick<RunView, 'events' | 'row'>, now: number): Bar[] {
  const last = events.findLast(({ kind }) => kind === 'verification_started' || kind === 'verification_finished')
  if (last?.kind !== 'verification_started' || row.status !== 'running') return []
  const from = Date.parse(last.ts)
  const label = textIn(last.payload, 'label') ?? ''
  const title = TEXT.runsNow(last.message)
  return [
    { id: `running ${last.id}`, lane: 'verification', from, to: Math.max(from, now), label, title, look: 'working' },
  ]
}
