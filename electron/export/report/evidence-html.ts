import type { VerdictAnswer } from '../../../shared/answers.ts'
import { baselineWords } from '../../../shared/baseline.ts'
import type { StepEvidence } from '../../../shared/evidence.ts'
import { stepPassed } from '../../engine/conclude.ts'
import { fileOf, plainTail, type ReportFacts, secondsText, wordsOf } from './facts.ts'
import { type Html, html } from './html.ts'

const TAIL_LINES = 40

/** Each verification step with what Triptych saw of it, and the end of its log. `owner` keeps the names of places apart. */
export function stepsHtml(facts: ReportFacts, steps: readonly StepEvidence[], owner: string): Html {
  return html`${steps.map((step) => stepHtml(facts, step, owner))}`
}

function stepHtml(facts: ReportFacts, step: StepEvidence, owner: string): Html {
  const end = step.timedOut ? 'timed out' : step.exitCode === null ? 'was killed' : `exit ${step.exitCode}`
  const before = baselineWords(step.baseline)
  const file = fileOf(facts, step.logArtifactId)
  const tail = facts.hide(plainTail(step.logTail, TAIL_LINES))
  return html`<div id="${placeId(owner, step.label)}"><p><strong class="mono">${step.label}</strong> ${
    stepPassed(step) ? html`<span class="good">✓ ${end}</span>` : html`<span class="bad">✗ ${end}</span>`
  } <code>${facts.hide(step.command)}</code> <span class="meta">${secondsText(step.durationMs)}${
    before === null ? '' : `; ${before}`
  }; ${step.logLines} lines in ${file ?? 'a log that is not in the folder'}, <code>${step.log}</code></span></p>${
    tail === '' ? html`<p class="meta">It printed nothing.</p>` : html`<pre>${tail}</pre>`
  }</div>`
}

const placeId = (owner: string, label: string): string => `${owner}-${label.replaceAll('.', '-')}`

const STATUS_LOOKS = {
  met: html`<span class="good">✓ met</span>`,
  not_met: html`<span class="bad">✗ not met</span>`,
  unclear: html`<span class="warn">? not proved</span>`,
} as const

/** Each criterion with what was judged of it, by whom, and the evidence that was named. */
export function criteriaHtml(
  facts: ReportFacts,
  criteria: readonly string[],
  verdict: VerdictAnswer | null,
  owner: string,
): Html {
  return html`<ol>${criteria.map((text, index) => {
    const judged = verdict?.criteria.find(({ criterion }) => criterion === index + 1)
    if (!judged) return html`<li>${facts.hide(text)} <span class="meta">(not judged)</span></li>`
    const cited =
      judged.evidence.length === 0
        ? html`<span class="warn">names no evidence</span>`
        : html`<span class="meta">by ${judged.evidence.map((label) => html`${cite(facts, label, owner)} `)}</span>`
    return html`<li>${STATUS_LOOKS[judged.status]} ${facts.hide(text)} ${cited}${
      judged.reason === '' ? null : html`<blockquote>${facts.hide(judged.reason)}</blockquote>`
    }</li>`
  })}</ol>`
}

/** `v2:40` leads to the step; what else is named is told. */
function cite({ hide }: ReportFacts, label: string, owner: string): Html {
  const step = /^(?:t\d+\.)?v\d+/.exec(label)?.[0]
  const shown = html`<code>${hide(label)}</code>`
  return step === undefined ? shown : html`<a href="#${placeId(owner, step)}">${shown}</a>`
}

/** An agent's own words, as its words. */
export const quoted = ({ hide }: Pick<ReportFacts, 'hide'>, who: string, text: string): Html =>
  html`<p class="meta">${who} says:</p><blockquote>${hide(text)}</blockquote>`

export const stateHtml = (state: string): Html => {
  const look = { completed: 'good', approved: 'good', failed: 'bad', blocked: 'bad', rejected: 'bad' }[state]
  return look === undefined
    ? html`<strong>${wordsOf(state)}</strong>`
    : html`<span class="${look}">${wordsOf(state)}</span>`
}
