import { z } from 'zod'
import type { GateRecord } from '../../shared/domain.ts'
import { shortId } from '../../shared/names.ts'
import type { ApprovalVerdict, GateKind } from '../../shared/words.ts'
import { GATE_VERDICTS } from '../engine/gates.ts'

/** What each answer does, in a few words: docs/contracts.md, section 6. */
const MEANING: Record<GateKind, Partial<Record<ApprovalVerdict, string>>> = {
  plan: { approved: 'work on these tasks', changes_requested: 'plan again', rejected: 'cancel the run' },
  permission: { approved: 'allow it', rejected: 'refuse it; the agent goes on without' },
  scope: { approved: 'allow these paths and verify', rejected: 'the attempt has failed' },
  task: {
    approved: 'accept the task',
    changes_requested: 'another attempt with your words',
    rejected: 'block the task',
  },
  blocked: { approved: 'try again', changes_requested: 'plan again with your words', rejected: 'give it up' },
  budget: { approved: 'raise the limit', rejected: 'pause the run' },
  login: { approved: 'try again', rejected: 'pause the run' },
  mcp_server: { approved: 'trust it as it is now, in all runs', rejected: 'this run goes on without it' },
  final: { approved: 'deliver', changes_requested: 'plan again with your words', rejected: 'cancel; the branch stays' },
}

const VERBS: Record<ApprovalVerdict, { command: string; key: string; word: string }> = {
  approved: { command: 'approve', key: 'a', word: 'approve' },
  changes_requested: { command: 'request-changes', key: 'c', word: 'changes' },
  rejected: { command: 'reject', key: 'r', word: 'reject' },
}

export interface OfferedAnswer {
  verdict: ApprovalVerdict
  key: string
  word: string
  meaning: string
  /** The whole command line that gives this answer. */
  commandLine: string
}

/** The answers a gate takes, the friendliest first. */
export function offeredAnswers(gate: GateRecord, program: string): OfferedAnswer[] {
  return GATE_VERDICTS[gate.kind].map((verdict) => {
    const { command, key, word } = VERBS[verdict]
    const message = verdict === 'changes_requested' ? ' --message "…"' : ''
    return {
      verdict,
      key,
      word,
      meaning: meaningOf(gate, verdict),
      commandLine: `${program} ${command} ${shortId(gate.id)} --hash ${gate.subjectHash}${message}`,
    }
  })
}

const setupSubject = z.looseObject({ cause: z.literal('setup') })

function meaningOf({ kind, taskId, subject }: GateRecord, verdict: ApprovalVerdict): string {
  if (kind === 'blocked' && taskId === null) {
    if (verdict === 'changes_requested' && setupSubject.safeParse(subject).success) return 'go on without it'
    if (verdict === 'rejected') return 'cancel the run'
  }
  return MEANING[kind][verdict] ?? verdict
}

/** Verbs of people for what was decided. */
export const PAST: Record<ApprovalVerdict, string> = {
  approved: 'approved',
  changes_requested: 'sent back with changes',
  rejected: 'rejected',
}

export interface TypedAnswer {
  verdict: ApprovalVerdict
  /** What was typed after the key: a delivery, a limit, a reason. */
  rest: string
}

/** What a person typed at the prompt; null: not understood. */
export function typedAnswer(text: string, offered: readonly OfferedAnswer[]): TypedAnswer | null {
  const [first = '', ...rest] = text.trim().split(/\s+/)
  const typed = first.toLowerCase()
  if (typed === '') return null
  const answer = offered.find(({ key, word }) => typed === key || word === typed)
  return answer ? { verdict: answer.verdict, rest: rest.join(' ') } : null
}
