import { z } from 'zod'
import type { ApprovalRecord, GateRecord } from '../../../shared/domain.ts'
import type { ApprovalSource } from '../../../shared/words.ts'
import { filesOf } from '../gate-evidence.ts'
import { commentsHtml } from './comments-html.ts'
import { stateHtml } from './evidence-html.ts'
import { factList, hashCode, heading, type ReportFacts, timeText, wordsOf } from './facts.ts'
import { type Html, html } from './html.ts'

const WHO: Record<ApprovalSource, string> = {
  human: 'a person',
  policy: 'the policy, no person',
  strategy: 'the strategy agent',
  checker: 'the checker agent',
}

type GateFacts = Pick<ReportFacts, 'hide' | 'evidence'> & {
  contents: Pick<ReportFacts['contents'], 'files'>
  run: Pick<ReportFacts['run'], 'gates' | 'approvals' | 'attempts' | 'tasks'>
}

/** Every question with who answered it, and exactly what the answer was bound to. */
export function gatesHtml(facts: GateFacts): Html {
  const { gates, approvals } = facts.run
  const answers = new Map(gates.map((gate) => [gate.id, approvals.find(({ id }) => id === gate.approvalId) ?? null]))
  const answered = new Set([...answers.values()].flatMap((approval) => (approval === null ? [] : [approval.id])))
  const others = approvals.filter(({ id }) => !answered.has(id))
  return html`${heading('gates', 'Questions and who decided')}${
    gates.length === 0 ? html`<p>Nobody was asked anything.</p>` : null
  }${gates.map((gate) => gateHtml(facts, gate, answers.get(gate.id) ?? null))}${
    others.length === 0
      ? null
      : html`<h3>Judged without a question</h3><ul>${others.map(
          ({ source, verdict, rationale, createdAt }) =>
            html`<li>${stateHtml(verdict)} by ${WHO[source]}, ${timeText(createdAt)}<blockquote>${facts.hide(
              rationale,
            )}</blockquote></li>`,
        )}</ul>`
  }`
}

const rememberedSchema = z.looseObject({ decision: z.looseObject({ remember: z.boolean().optional() }) })

function gateHtml(facts: GateFacts, gate: GateRecord, approval: ApprovalRecord | null): Html {
  const { hide } = facts
  const bound = facts.evidence.find(({ gateId }) => gateId === gate.id)
  const isRemembered = rememberedSchema.safeParse(approval?.payload).data?.decision.remember === true
  // What a person wrote is shown as they wrote it.
  const said = approval?.source === 'human' ? (text: string) => text : hide
  return html`<section><h3>${hide(gate.question)}</h3>${factList([
    ['Kind', wordsOf(gate.kind)],
    ['Asked', timeText(gate.openedAt)],
    ['Answer', approval === null ? unanswered(gate) : stateHtml(approval.verdict)],
    ['By', approval && `${WHO[approval.source]}, ${timeText(approval.createdAt)}`],
    ['Why', approval && approval.rationale !== '' ? html`<span class="text">${said(approval.rationale)}</span>` : null],
    ['Bound to', hashCode(gate.subjectHash)],
    ['Evidence', bound === undefined ? null : hashCode(bound.evidenceHash)],
    ['', isRemembered ? 'The answer holds for identical requests of this run.' : null],
  ])}${
    bound === undefined
      ? null
      : bound.evidence === null
        ? html`<p class="warn">The files it was bound to cannot be put together any more: the same result was reviewed again.</p>`
        : html`<ul>${filesOf(bound.evidence).map((hash) => html`<li>${namedFile(facts, hash)} ${hashCode(hash)}</li>`)}</ul>`
  }${approval && commentsHtml(facts, approval)}</section>`
}

const unanswered = ({ state }: GateRecord): Html =>
  state === 'void'
    ? html`<span class="meta">None: what it was about changed or ended, and the question with it.</span>`
    : html`<span class="warn">Open</span>`

const namedFile = ({ contents }: GateFacts, hash: string): string =>
  contents.files.find(({ sha256, path }) => sha256 === hash && path.startsWith('artifacts/'))?.path ??
  'a file that is not in the folder'
