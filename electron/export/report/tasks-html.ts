import type { TaskRecord } from '../../../shared/domain.ts'
import type { AttemptDetail } from '../../engine/records.ts'
import { criteriaHtml, quoted, stateHtml, stepsHtml } from './evidence-html.ts'
import { fileOf, hashCode, heading, type ReportFacts, timeText, withoutColours, wordsOf } from './facts.ts'
import { type Html, html } from './html.ts'

export function tasksHtml(facts: ReportFacts): Html {
  const { tasks } = facts.run
  return html`${heading('tasks', 'Tasks')}${
    tasks.length === 0 ? html`<p>There are none: no plan was accepted.</p>` : null
  }${tasks.map((task, index) => taskHtml(facts, task, index + 1))}`
}

function taskHtml(facts: ReportFacts, task: TaskRecord, number: number): Html {
  const { run, hide } = facts
  const attempts = run.attempts.filter(({ taskId }) => taskId === task.id)
  const isProved = task.status === 'completed' && !run.unverified.includes(task.id)
  const proof =
    task.status !== 'completed'
      ? null
      : isProved
        ? html`, <span class="good">verified</span>`
        : html`, <span class="warn">not verified</span>`
  return html`<section><h3 id="task-${number}">${number}. ${hide(task.title)}</h3><p>${stateHtml(task.status)}${proof}${
    task.blockerSignature === null ? null : html` <code>${hide(task.blockerSignature)}</code>`
  }</p><p class="text">${hide(task.objective)}</p>${
    attempts.length === 0
      ? html`<h4>Criteria</h4>${criteriaHtml(facts, task.acceptanceCriteria, null, `t${number}`)}`
      : null
  }<p class="meta">Steps: ${
    task.verificationSteps.length === 0
      ? 'none'
      : task.verificationSteps.map((step, index) => html`<code>v${index + 1} ${hide(step)}</code> `)
  }</p><p class="meta">May change: ${task.allowedPaths.length === 0 ? 'the whole repository' : hide(task.allowedPaths.join(', '))}</p>${attempts.map(
    (attempt) => attemptHtml(facts, task, attempt),
  )}</section>`
}

function attemptHtml(facts: ReportFacts, task: TaskRecord, attempt: AttemptDetail): Html {
  const { run, hide } = facts
  const { result } = attempt
  const owner = `a${attempt.id}`
  const steps = run.steps.filter(({ ownerId }) => ownerId === attempt.id)
  return html`<section><h4>Attempt ${attempt.attemptNumber}: ${stateHtml(attempt.status)}${
    attempt.status === 'running' ? ` in ${attempt.phase}` : ''
  }${attempt.setAside ? ' (set aside by a return to a checkpoint)' : ''}</h4><p class="meta">Begun ${timeText(
    attempt.createdAt,
  )} on <code>${attempt.baseCommit ?? 'no commit'}</code>, candidate <code>${attempt.candidateCommit ?? 'none'}</code></p>${
    result.report
      ? quoted(facts, `Implementation reports ${wordsOf(result.report.outcome)} and`, result.report.summary)
      : null
  }${(result.failure?.reasons ?? []).map((reason) => html`<p>Not accepted:</p><blockquote>${hide(withoutColours(reason))}</blockquote>`)}${
    result.outsidePaths && result.outsidePaths.length > 0
      ? html`<p class="bad">Outside the allowed paths: ${hide(result.outsidePaths.join(', '))}</p>`
      : null
  }${steps.length === 0 ? html`<p class="meta">Triptych ran no step on it.</p>` : stepsHtml(facts, steps, owner)}${
    result.verdict
      ? html`<p>The checker’s verdict, <code>${result.verdictArtifactHash ?? 'no file'}</code>:</p>${criteriaHtml(
          facts,
          task.acceptanceCriteria,
          result.verdict,
          owner,
        )}${quoted(facts, 'The checker', result.verdict.summary)}`
      : html`<p class="meta">The checker gave no verdict on it.</p>`
  }${diffLine(facts, result.diffArtifactHash)}</section>`
}

function diffLine(facts: ReportFacts, hash: string | undefined): Html | null {
  if (hash === undefined) return null
  const { artifacts } = facts.contents
  const hashes = new Map(facts.contents.files.map(({ path, sha256 }) => [path, sha256]))
  const kept = artifacts.find(({ path }) => path !== null && hashes.get(path) === hash)
  const file = kept === undefined ? null : fileOf(facts, kept.id)
  return html`<p class="meta">Its diff: ${file ?? 'not in the folder'}, ${hashCode(hash)}</p>`
}
