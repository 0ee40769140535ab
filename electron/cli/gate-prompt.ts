import type { GateRecord } from '../../shared/domain.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import type { Backend } from '../backend.ts'
import { permissionGateKey } from '../engine/permission-key.ts'
import type { UsageError } from './commands.ts'
import { decideErrorText } from './decide-error.ts'
import { decisionPayload } from './decision.ts'
import { type OfferedAnswer, offeredAnswers, PAST, type TypedAnswer, typedAnswer } from './gate-answers.ts'
import type { DeskOptions } from './gate-desk.ts'
import { readGateFacts } from './gate-facts.ts'
import { gateLines } from './gate-lines.ts'
import { accent, dim, type Line, warn } from './line.ts'
import { readLine, type Typed } from './prompt.ts'
import { parseDelivery } from './run-arguments.ts'
import { deliveryText } from './run-text.ts'

/** Asks until the gate is answered, here or elsewhere; `left`: the person closed the input. */
export async function answerWithPrompt(
  options: DeskOptions,
  gate: GateRecord,
  stopped: AbortSignal,
): Promise<'answered' | 'left'> {
  const { screen, backend, program, hold, release } = options
  const facts = await readGateFacts(backend, gate)
  const offered = offeredAnswers(gate, program)
  const elsewhere = watchGate(backend, gate.id)
  const signal = AbortSignal.any([stopped, elsewhere.signal])
  hold()
  try {
    screen.say([])
    for (const line of gateLines(gate, facts)) screen.say(line)
    for (const line of choiceLines(offered, gate, backend)) screen.say(line)
    while (true) {
      const typed = await readLine(options.io, '  > ', signal)
      if (typed.kind === 'cancelled') {
        if (elsewhere.signal.aborted) screen.say(decidedElsewhere(backend, gate.id))
        return 'answered'
      }
      if (typed.kind === 'ended') return 'left'
      const done = await takeAnswer(options, { gate, offered, signal }, typed.text)
      if (done.ok) return 'answered'
      if (done.error) screen.say([warn('  '), `${done.error.message} ${done.error.remedy}`])
    }
  } finally {
    elsewhere.release()
    release()
  }
}

interface Question {
  gate: GateRecord
  offered: readonly OfferedAnswer[]
  signal: AbortSignal
}

/** Records what was typed; an error is told and asked again, a null error is told already. */
async function takeAnswer(
  options: DeskOptions,
  question: Question,
  text: string,
): Promise<Result<null, UsageError | null>> {
  const { gate, offered, signal } = question
  const answer = typedAnswer(text, offered)
  if (!answer) {
    const keys = offered.map(({ key }) => key).join(', ')
    return err({ message: 'Not understood.', remedy: `Type ${keys} and Enter.` })
  }
  const reason = asksToRemember(gate, answer.rest)
    ? ({ kind: 'text', text: '' } as const)
    : await reasonOf(options, answer, signal)
  if (reason.kind !== 'text') return err(null)
  const payload = await payloadOf(options.backend, gate, answer)
  if (!payload.ok) return payload
  const decided = options.backend.decide(gate.id, {
    subjectHash: gate.subjectHash,
    verdict: answer.verdict,
    source: 'human',
    rationale: reason.text,
    payload: payload.value,
  })
  if (decided.ok) return ok(null)
  return err(decideErrorText(decided.error, gate, options.program))
}

/** Why: asked for where agents work from it. Nothing typed is taken as nothing to say. */
async function reasonOf({ io }: DeskOptions, { verdict, rest }: TypedAnswer, signal: AbortSignal): Promise<Typed> {
  if (verdict === 'approved') return { kind: 'text', text: '' }
  if (rest !== '') return { kind: 'text', text: rest }
  const question = verdict === 'changes_requested' ? '  what should be different? ' : '  why? '
  while (true) {
    const typed = await readLine(io, question, signal)
    if (typed.kind !== 'text' || typed.text.trim() !== '' || verdict === 'rejected') return typed
  }
}

const NOTHING = { deliver: null, limit: null, remember: false }

/** `a remember`, `r remember`: the answer holds for identical requests of the run. */
const asksToRemember = (gate: GateRecord, rest: string): boolean => gate.kind === 'permission' && rest === 'remember'

async function payloadOf(
  backend: Backend,
  gate: GateRecord,
  { verdict, rest }: TypedAnswer,
): Promise<Result<Readonly<Record<string, unknown>>, UsageError>> {
  if (asksToRemember(gate, rest)) return decisionPayload(backend, gate, { ...NOTHING, remember: true })
  if (verdict !== 'approved' || rest === '') return ok({})
  if (gate.kind === 'final') {
    const deliver = parseDelivery(rest)
    return deliver.ok ? decisionPayload(backend, gate, { ...NOTHING, deliver: deliver.value }) : deliver
  }
  if (gate.kind === 'budget' && /^[1-9]\d*$/.test(rest)) {
    return decisionPayload(backend, gate, { ...NOTHING, limit: Number(rest) })
  }
  return err({ message: `"${rest}" after the answer is not understood.`, remedy: 'Type the letter alone and Enter.' })
}

function choiceLines(offered: readonly OfferedAnswer[], gate: GateRecord, { store }: Backend): Line[] {
  const lines = offered.map(({ key, word, meaning }): Line => [accent(`  ${key}`), dim(` ${word}: `), meaning])
  if (gate.kind === 'final') {
    const usual = deliveryText(store.getRun(gate.runId).config.delivery)
    lines.push([dim(`    approve delivers to ${usual}; or type: a patch, a ff:<branch>`)])
  }
  if (gate.kind === 'permission' && permissionGateKey(gate.subject) !== null) {
    lines.push([dim('    or for identical requests of this run too: a remember, r remember')])
  }
  if (gate.kind === 'budget') lines.push([dim('    or type another limit: a <n>')])
  return lines
}

/** Aborted when the gate is no longer open, whoever closed it. */
function watchGate({ store }: Backend, gateId: string): { signal: AbortSignal; release(): void } {
  const controller = new AbortController()
  const look = (): void => {
    if (store.getGate(gateId).state !== 'open') controller.abort()
  }
  const release = store.subscribe(look)
  look()
  return { signal: controller.signal, release }
}

function decidedElsewhere({ store }: Backend, gateId: string): Line {
  const approval = store.gateApproval(gateId)
  if (!approval) return [dim('\n→ No longer asked: the turn or the run it belonged to has ended.')]
  const { source, verdict, createdAt } = approval
  return [dim('\n→ '), `Decided elsewhere: ${PAST[verdict]} (${source}) at ${createdAt}.`]
}
