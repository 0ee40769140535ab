import { z } from 'zod'
import type { GateRecord } from '../../shared/domain.ts'
import { type Backend, workplaceOf } from '../backend.ts'
import { createGitPort } from '../git/git-port.ts'
import { GitFailed } from '../git/spawn-git.ts'
import { readBaseline } from '../views/baseline-view.ts'
import { diffStat, type FileStat } from './diff-stat.ts'
import { criteriaLines, stepLines } from './evidence-lines.ts'
import type { GateFacts } from './gate-lines.ts'
import type { Line } from './line.ts'

const NO_FACTS: GateFacts = { diff: null, evidence: [], risks: [], questions: [], baseline: null }
const planSubject = z.looseObject({ revision: z.int() })
const resultSubject = z.looseObject({ base: z.string(), commit: z.string().optional(), head: z.string().optional() })
const finalSubject = z.looseObject({ review: z.looseObject({ id: z.string() }) })

/** Looks up what a person needs to see beside a gate's subject. */
export async function readGateFacts({ store, home }: Backend, gate: GateRecord): Promise<GateFacts> {
  if (gate.kind === 'plan') {
    const subject = planSubject.safeParse(gate.subject)
    if (!subject.success) return NO_FACTS
    const plan = store.getPlan(gate.runId, subject.data.revision)
    return { ...NO_FACTS, risks: plan.risks, questions: plan.questions, baseline: readBaseline(store, plan) }
  }
  if (gate.kind !== 'task' && gate.kind !== 'final') return NO_FACTS
  const range = resultSubject.safeParse(gate.subject).data
  const head = range?.commit ?? range?.head
  const diff = range && head ? await readDiffStat(home, store.getRun(gate.runId), range.base, head) : null
  return { ...NO_FACTS, diff, evidence: evidenceOf(store, gate) }
}

function evidenceOf(store: Backend['store'], gate: GateRecord): Line[] {
  if (gate.attemptId !== null) {
    const { result, taskId } = store.getAttempt(gate.attemptId)
    const criteria = criteriaLines(store.getTask(taskId).acceptanceCriteria, result.verdict ?? null, '  ')
    return [...stepLines(store.listStepEvidence(gate.attemptId), '  '), ...criteria]
  }
  const subject = finalSubject.safeParse(gate.subject)
  const review = subject.success
    ? store.listReviews(gate.runId).find(({ id }) => id === subject.data.review.id)
    : undefined
  if (!review) return []
  const judged = (role: string, verdict: typeof review.strategyVerdict): Line[] =>
    verdict ? [[`  ${role}: ${verdict.summary}`]] : []
  return [
    ...stepLines(store.listStepEvidence(review.id), '  '),
    ...judged('strategy', review.strategyVerdict),
    ...judged('checker', review.checkerVerdict),
  ]
}

/** null: git cannot tell, for example because the repository is gone; what was asked stays readable without it. */
export async function readDiffStat(
  home: string,
  run: { id: string; repoPath: string },
  base: string,
  head: string,
): Promise<FileStat[] | null> {
  try {
    return diffStat(new TextDecoder().decode(await createGitPort().diff(workplaceOf(home, run), base, head)))
  } catch (error) {
    if (error instanceof GitFailed) return null
    throw error
  }
}
