import { checkpointFacts } from '../../../shared/checkpoint-facts.ts'
import type { TurnsUsage } from '../../../shared/views.ts'
import { AGENT_ROLES } from '../../../shared/words.ts'
import { agentsText, deliveryText, POLICY_TEXT, usageText } from '../../cli/run-text.ts'
import { criteriaHtml, quoted, stateHtml, stepsHtml } from './evidence-html.ts'
import { factList, heading, type ReportFacts, table, timeText, wordsOf } from './facts.ts'
import { type Html, html } from './html.ts'

const GOAL = ['The result is what was asked for.']

/** What was asked for, by whom it was done, and how it ended. */
export function headHtml(facts: ReportFacts): Html {
  const { run: exported, hide } = facts
  const { run, delivery, sandbox, origin } = exported
  const choice = deliveryText(delivery.deliveryChoice ?? run.config.delivery)
  const repository = run.repoPath.split(/[\\/]/).findLast((part) => part !== '') ?? run.repoPath
  const forked = origin.forkedFrom
  return html`<p class="meta">Report of a Triptych run</p><h1 dir="auto">${run.goal}</h1><p>${stateHtml(run.status)}${
    run.summary === null ? '' : html` ${hide(run.summary)}`
  }</p>${factList([
    ['Run', html`<code>${run.id}</code>`],
    ['Repository', repository],
    ['Branch', run.branch && html`<code>${run.branch}</code>`],
    ['From', run.baseCommit && html`<code>${run.baseCommit}</code>`],
    ['To', run.headCommit && html`<code>${run.headCommit}</code>`],
    ['Delivery', delivery.delivery === 'done' ? choice : `${choice}: not done`],
    ['Agents', agentsText(run.config.agents)],
    ['Policy', `${wordsOf(run.config.policy)}: ${POLICY_TEXT[run.config.policy]}`],
    ['Sandbox', sandbox && hide(sandbox)],
    ['Forked from', forked && html`run <code>${forked.runId}</code>, checkpoint ${forked.checkpoint ?? 'unknown'}`],
    ['Started', timeText(run.createdAt)],
    ['Exported', `${timeText(facts.exportedAt)}, up to event ${exported.seq}, by Triptych ${facts.version}`],
  ])}`
}

/** The plan that counts: the newest that was accepted, else the newest. */
export function planHtml(facts: ReportFacts): Html {
  const { plans } = facts.run
  const plan = plans.findLast(({ state }) => state === 'accepted') ?? plans.at(-1)
  if (plan === undefined) return html`${heading('plan', 'Plan')}<p>None was proposed.</p>`
  const list = (name: string, texts: readonly string[]): Html | null =>
    texts.length === 0
      ? null
      : html`<h3>${name}</h3><ul>${texts.map((text) => html`<li>${facts.hide(text)}</li>`)}</ul>`
  return html`${heading('plan', 'Plan')}<p>Revision ${plan.revision} of ${plans.length}, ${stateHtml(plan.state)}, ${timeText(
    plan.createdAt,
  )}, <code>${plan.hash}</code></p>${quoted(facts, 'Strategy', plan.summary)}<ol>${plan.tasks.map(
    ({ title }) => html`<li>${facts.hide(title)}</li>`,
  )}</ol>${list('Risks', plan.risks)}${list('Questions', plan.questions)}`
}

export function reviewHtml(facts: ReportFacts): Html {
  const { reviews, steps } = facts.run
  const review = reviews.at(-1)
  if (review === undefined) return html`${heading('review', 'Review of the whole result')}<p>There was none.</p>`
  const judged = (who: string, verdict: (typeof review)['checkerVerdict'], owner: string): Html | null =>
    verdict && html`<h3>${who}</h3>${criteriaHtml(facts, GOAL, verdict, owner)}${quoted(facts, who, verdict.summary)}`
  const owner = `r${review.id}`
  return html`${heading('review', 'Review of the whole result')}<p>Of <code>${review.headCommit}</code></p>${stepsHtml(
    facts,
    steps.filter(({ ownerId }) => ownerId === review.id),
    owner,
  )}${judged('Strategy', review.strategyVerdict, owner)}${judged('Checker', review.checkerVerdict, owner)}${(
    review.objections ?? []
  ).map((objection) => html`<p class="bad">Objection: ${facts.hide(objection)}</p>`)}`
}

export function messagesHtml({ run }: ReportFacts): Html | null {
  if (run.messages.length === 0) return null
  return html`${heading('messages', 'What a person told the agents')}${run.messages.map(
    ({ role, text, createdAt, sentAt }) =>
      html`<p class="meta">To ${role}, ${timeText(createdAt)}${sentAt === null ? ', never told' : ''}:</p><blockquote>${text}</blockquote>`,
  )}`
}

export function checkpointsHtml({ run, hide }: ReportFacts): Html {
  const columns = [{ name: 'No.', isNumber: true }, { name: 'Made' }, { name: 'What' }, { name: 'Commit' }] as const
  const rows = run.checkpoints.map((checkpoint) => {
    const { n, label, commit } = checkpointFacts(checkpoint)
    return [n ?? '–', timeText(checkpoint.createdAt), hide(label ?? ''), html`<code>${commit ?? 'none'}</code>`]
  })
  return html`${heading('checkpoints', 'Checkpoints')}${
    rows.length === 0
      ? html`<p>There are none.</p>`
      : table('Points that the run can return to or be forked from', columns, rows)
  }`
}

const USED = [
  { name: 'Whose' },
  { name: 'Turns', isNumber: true },
  { name: 'Tokens', isNumber: true },
  { name: 'US dollars', isNumber: true },
] as const

export function usageHtml({ run, hide }: ReportFacts): Html {
  const { usage } = run
  const row = (name: string, { turns, tokens, costMicros }: TurnsUsage) => [
    name,
    turns,
    tokens === null ? 'not reported' : tokens.toLocaleString('en'),
    costMicros === null ? 'not reported' : (costMicros / 1_000_000).toFixed(2),
  ]
  const roles = AGENT_ROLES.flatMap((role) => usage.roles.filter((spent) => spent.role === role))
  const ofTasks = run.tasks.flatMap(({ id, title }, index) =>
    usage.tasks.filter(({ taskId }) => taskId === id).map((spent) => row(`Task ${index + 1}: ${hide(title)}`, spent)),
  )
  return html`${heading('usage', 'What it used')}<p>${usageText(usage.run)}.</p>${table('By role and by task', USED, [
    ...roles.map((spent) => row(spent.role, spent)),
    ...ofTasks,
  ])}`
}
