import { z } from 'zod'
import type { EventRecord } from '../../shared/domain.ts'
import { accent, bad, bold, dim, good, type Line, type Span, shortened, warn } from './line.ts'

const NONE: readonly Line[] = []

/** How an event reads in a terminal; `[]`: it is no news for a person. Agent output and tool calls are the feed's business. */
export function eventLines(event: EventRecord): readonly Line[] {
  const describe = LINES[event.kind]
  return describe ? describe(event) : plain('·', dim)(event)
}

type Describe = (event: EventRecord) => readonly Line[]

const plain =
  (glyph: string, paint: (text: string) => Span): Describe =>
  ({ message }) => [[paint(`${glyph} `), message]]

const hidden: Describe = () => NONE

const LINES: Readonly<Record<string, Describe>> = {
  run_created: hidden,
  run_started: hidden,
  requeue_in_progress: plain('↺', warn),
  run_paused: paused,
  run_resumed: plain('▶', accent),
  run_finished: finished,
  imported: plain('·', dim),
  plan_proposed: proposed,
  plan_edited: plain('✎', accent),
  baseline_started: ({ message }) => [[dim(`  … ${message}`)]],
  baseline_finished: tried,
  plan_tried: plain('·', dim),
  plan_accepted: plain('✓', good),
  attempt_started: ({ message }) => [[], [accent('▶ '), bold(message)]],
  scope_checked: scope,
  verification_started: ({ message }) => [[dim(`  … ${message}`)]],
  verification_finished: verified,
  verdict_given: verdict,
  attempt_settled: settled,
  review_finished: ({ message, payload }) => [[mark(objectionsOf(payload) === 0), message]],
  turn_started: ({ message }) => [[accent('● '), message]],
  turn_finished: turnFinished,
  turn_limited: plain('⏳', warn),
  budget_warned: plain('!', warn),
  session_rotated: plain('↻', dim),
  session_lost: plain('↻', warn),
  message_queued: plain('✉', dim),
  message_sent: plain('✉', accent),
  mcp_server_left_out: plain('!', warn),
  agent_files_held_back: plain('!', warn),
  sandbox_used: sandbox,
  gate_opened: hidden, // The gate desk shows it, with its answers.
  gate_decided: plain('→', accent),
  gate_voided: plain('∅', dim),
  checkpoint_made: hidden,
  checkpoint_restored: plain('↩', accent),
  checkpoint_refused: plain('✗', bad),
  run_forked: plain('⑂', accent),
  run_removed: plain('·', warn),
  run_put_back: plain('·', accent),
  worktree_ready: ({ message }) => [[dim(`· ${message}`)]],
  delivered: plain('✓', good),
  delivery_refused: plain('✗', bad),
  process_exited: processExited,
  compacted: plain('·', dim),
}

const pausedPayload = z.looseObject({ reason: z.string() })
/** That this command itself began is no news in its own output. */
function paused(event: EventRecord): readonly Line[] {
  return pausedPayload.safeParse(event.payload).data?.reason === 'restart' ? NONE : plain('⏸', warn)(event)
}

const sandboxPayload = z.looseObject({ isSandboxed: z.boolean() })
function sandbox(event: EventRecord): readonly Line[] {
  const isSandboxed = sandboxPayload.safeParse(event.payload).data?.isSandboxed
  return isSandboxed ? [[dim(`· ${event.message}`)]] : plain('!', warn)(event)
}

const mark = (isGood: boolean): Span => (isGood ? good('✓ ') : bad('✗ '))

const finishedPayload = z.looseObject({ status: z.string() })
function finished({ message, payload }: EventRecord): readonly Line[] {
  const status = finishedPayload.safeParse(payload).data?.status
  return [[], [mark(status === 'completed'), bold(`Run ${status ?? 'ended'}. `), message]]
}

const proposedPayload = z.looseObject({
  titles: z.array(z.string()),
  risks: z.array(z.string()).default([]),
  questions: z.array(z.string()).default([]),
})
function proposed({ message, payload }: EventRecord): readonly Line[] {
  const plan = proposedPayload.safeParse(payload).data
  return [
    [accent('◆ '), message],
    ...(plan?.titles ?? []).map((title, index): Line => [dim(`  ${index + 1}. `), title]),
    ...(plan?.risks ?? []).map((risk): Line => [warn('  risk: '), risk]),
    ...(plan?.questions ?? []).map((asked): Line => [warn('  asks: '), asked]),
  ]
}

const scopePayload = z.looseObject({ outsidePaths: z.array(z.string()).default([]) })
function scope({ message, payload }: EventRecord): readonly Line[] {
  const outside = scopePayload.safeParse(payload).data?.outsidePaths ?? []
  return [['  ', mark(outside.length === 0), `Scope: ${message}`]]
}

const stepPayload = z.looseObject({ exitCode: z.int().nullable(), timedOut: z.boolean(), durationMs: z.number() })
function verified({ message, payload }: EventRecord): readonly Line[] {
  const step = stepPayload.safeParse(payload).data
  if (!step) return [['  ', warn('! '), message]]
  const facts = `exit ${step.exitCode ?? 'none'}, ${seconds(step.durationMs)}`
  return [['  ', mark(step.exitCode === 0 && !step.timedOut), message, dim(`  (${facts})`)]]
}

const triedPayload = z.looseObject({ mark: z.string(), exitCode: z.int().nullable(), durationMs: z.number() })
/** That a step fails before the work is as it should be. */
function tried({ message, payload }: EventRecord): readonly Line[] {
  const step = triedPayload.safeParse(payload).data
  if (!step) return [['  ', warn('! '), message]]
  const sign = step.mark === 'cannot_run' ? bad('! ') : step.mark === 'passed' ? warn('= ') : dim('○ ')
  return [['  ', sign, message, dim(`  (exit ${step.exitCode ?? 'none'}, ${seconds(step.durationMs)})`)]]
}

const verdictPayload = z.looseObject({
  criteria: z.array(
    z.looseObject({ criterion: z.int(), status: z.string(), reason: z.string(), evidence: z.array(z.string()) }),
  ),
})
function verdict({ message, payload }: EventRecord): readonly Line[] {
  const criteria = verdictPayload.safeParse(payload).data?.criteria ?? []
  const met = criteria.every(({ status }) => status === 'met')
  return [
    ['  ', mark(met), message],
    ...criteria.map(({ criterion, status, reason, evidence }): Line => {
      const cited = evidence.length > 0 ? dim(` [${evidence.join(', ')}]`) : warn(' [no evidence]')
      return ['    ', mark(status === 'met'), `${criterion} ${status.replace('_', ' ')}: ${reason}`, cited]
    }),
  ]
}

const settledPayload = z.looseObject({
  status: z.string(),
  verified: z.boolean().optional(),
  reasons: z.array(z.string()).default([]),
})
function settled({ message, payload }: EventRecord): readonly Line[] {
  const attempt = settledPayload.safeParse(payload).data
  const [first, ...details] = (attempt?.reasons ?? []).flatMap((reason) => reason.trimEnd().split('\n'))
  // The whole log is an artifact; here its end is enough to see what happened.
  const end = details.slice(-REASON_LINES)
  const sign = attempt?.status !== 'completed' ? bad('✗ ') : attempt.verified === false ? warn('✓ ') : good('✓ ')
  return [
    [sign, message],
    ...(first === undefined ? [] : [[dim(`    ${shortened(first, REASON_CHARACTERS)}`)]]),
    ...(details.length > end.length ? [[dim(`    … ${details.length - end.length} lines more`)]] : []),
    ...end.map((line): Line => [dim(`    ${shortened(line, REASON_CHARACTERS)}`)]),
  ]
}
const REASON_LINES = 12
const REASON_CHARACTERS = 400

const turnPayload = z.looseObject({ state: z.string(), tokens: z.number().nullable().optional() })
function turnFinished({ message, payload }: EventRecord): readonly Line[] {
  const turn = turnPayload.safeParse(payload).data
  if (turn?.state === 'finished') return NONE
  return [['  ', warn('! '), message]]
}

const exitPayload = z.looseObject({ exitCode: z.number().nullable().optional(), reason: z.string().optional() })
function processExited({ message, payload }: EventRecord): readonly Line[] {
  const exit = exitPayload.safeParse(payload).data
  return exit?.exitCode === 0 || /^(finished|ended)/.test(exit?.reason ?? '') ? NONE : [[dim(`  · ${message}`)]]
}

const objections = z.looseObject({ objections: z.array(z.string()) })
const objectionsOf = (payload: unknown): number => objections.safeParse(payload).data?.objections.length ?? 0

/** `0.3 s`, `12 s`, `4 min 10 s`. */
export function seconds(durationMs: number): string {
  if (durationMs < 10_000) return `${(durationMs / 1_000).toFixed(1)} s`
  const whole = Math.round(durationMs / 1_000)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
