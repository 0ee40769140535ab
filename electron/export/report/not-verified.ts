import { isReplaced } from '../../../shared/replaced-task.ts'
import { FINAL_RUN_STATUSES } from '../../../shared/words.ts'
import { counted } from '../../cli/line.ts'
import { filesOf, recordedOf } from '../gate-evidence.ts'
import type { ReportFacts } from './facts.ts'
import { wordsOf } from './facts.ts'

/** Pure. Everything that a reader could take for proved and is not, in sentences; empty: there is nothing of the kind. */
export function notVerified(facts: ReportFacts): string[] {
  return [...ofTheRun(facts), ...ofTasks(facts), ...ofReviews(facts), ...ofDecisions(facts), ...ofFiles(facts)]
}

function ofTheRun({ run: { run, delivery, sandbox } }: ReportFacts): string[] {
  const hasEnded = FINAL_RUN_STATUSES.some((status) => status === run.status)
  return [
    ...(hasEnded ? [] : [`The run has not ended: it is ${wordsOf(run.status)}. Whatever comes later is not in here.`]),
    ...(run.status === 'failed' || run.status === 'cancelled' ? [`The run ended as ${run.status}.`] : []),
    ...(run.status === 'completed' && delivery.delivery !== 'done' ? ['Nothing was delivered.'] : []),
    ...(sandbox !== null && /^Not sandboxed/i.test(sandbox)
      ? [`Nothing confined the agents and commands. ${sandbox}`]
      : []),
  ]
}

function ofTasks({ run, hide }: ReportFacts): string[] {
  return run.tasks.flatMap((task, index) => {
    const name = `Task ${index + 1}, “${hide(task.title)}”,`
    if (isReplaced(task, run.tasks)) return [`${name} was blocked and replaced: nothing of it counts as done.`]
    if (task.status !== 'completed') return [`${name} is ${wordsOf(task.status)}: nothing of it counts as done.`]
    if (run.unverified.includes(task.id)) {
      const why = task.verificationSteps.length === 0 ? 'it has no verification step' : 'Triptych did not run its steps'
      const taken = run.origin.taken.find(({ taskId }) => taskId === task.id)
      return [
        `${name} is completed but not verified: ${why}${taken ? ` (it was taken over from run ${taken.from})` : ''}.`,
      ]
    }
    const accepted = run.attempts.findLast(({ taskId, status }) => taskId === task.id && status === 'completed')
    const before = run.steps.filter(({ ownerId, baseline }) => ownerId === accepted?.id && baseline === 'passed')
    if (before.length === 0) return []
    const labels = before.map(({ label }) => label).join(', ')
    return [
      `${name} has steps that passed before any work already (${labels}): they prove that nothing broke, not that something was done.`,
    ]
  })
}

function ofReviews({ run, hide }: ReportFacts): string[] {
  const review = run.reviews.at(-1)
  if (review === undefined) return ['The whole result was not reviewed: each task was judged by itself only.']
  const objections = (review.objections ?? []).map(
    (objection) => `An objection to the whole result stands: ${hide(objection)}`,
  )
  return review.objections === null ? ['The review of the whole result did not end.', ...objections] : objections
}

function ofDecisions({ run, evidence, contents }: ReportFacts): string[] {
  const there = new Set(contents.files.map(({ sha256 }) => sha256))
  const byPolicy = run.approvals.filter(({ source }) => source === 'policy').length
  const lost = evidence.filter((bound) => bound.evidence === null).length
  const missing = new Set(evidence.flatMap((bound) => (bound.evidence === null ? [] : filesOf(bound.evidence))))
  const absent = [...missing].filter((hash) => !there.has(hash)).length
  return [
    ...(byPolicy > 0 ? [`${counted(byPolicy, 'answer')} came from the policy: no person looked.`] : []),
    ...(lost > 0 ? [`Of ${counted(lost, 'question')} the files it was bound to cannot be put together any more.`] : []),
    ...(absent > 0 ? [`${counted(absent, 'file')} that answers were bound to cannot be read any more.`] : []),
  ]
}

function ofFiles({ run, contents }: ReportFacts): string[] {
  const hashes = new Map(contents.files.map(({ path, sha256 }) => [path, sha256]))
  const changed = contents.artifacts.filter(({ path, cut }, index) => {
    const { sha256 } = recordedOf(run.artifacts[index]?.metadata)
    return path !== null && !cut && sha256 !== null && hashes.get(path) !== sha256
  })
  const absent = contents.artifacts.filter(({ path }) => path === null)
  return [
    ...(changed.length > 0
      ? [
          `${counted(changed.length, 'file')} of the run changed after it was recorded: ${changed.map(({ path }) => path).join(', ')}.`,
        ]
      : []),
    ...(absent.length > 0
      ? [`${counted(absent.length, 'file')} of the run could not be read: missing in the folder.`]
      : []),
  ]
}
