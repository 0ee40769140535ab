import { z } from 'zod'
import type { Baseline } from '../../shared/baseline.ts'
import { setupSchema } from '../../shared/config.ts'
import type { GateRecord, TaskDraft } from '../../shared/domain.ts'
import { raisedLimit } from '../engine/apply-decision.ts'
import { BUDGET_NAMES, describeBudget } from '../engine/budget.ts'
import { baselineLegend, baselineSpans } from './baseline-lines.ts'
import { diffStatLines, type FileStat } from './diff-stat.ts'
import type { OfferedAnswer } from './gate-answers.ts'
import { bold, dim, type Line, warn } from './line.ts'

/** What a gate is about besides its subject; what could not be had is left out. */
export interface GateFacts {
  diff: readonly FileStat[] | null
  /** What the application observed and what was judged, line by line. */
  evidence: readonly Line[]
  risks: readonly string[]
  questions: readonly string[]
  /** What a plan's steps did before any work; null: it is no plan, or nothing was tried for it. */
  baseline: Baseline | null
}

const taskDraft = z.looseObject({
  title: z.string(),
  objective: z.string(),
  acceptanceCriteria: z.array(z.string()),
  verificationSteps: z.array(z.string()),
  allowedPaths: z.array(z.string()),
})

const SUBJECTS = {
  plan: z.looseObject({ tasks: z.array(taskDraft), setup: setupSchema }),
  permission: z.looseObject({ request: z.string() }),
  scope: z.looseObject({ outsidePaths: z.array(z.string()) }),
  task: z.looseObject({ commit: z.string().nullable() }),
  blocked: z.looseObject({ signatures: z.array(z.string()) }),
  budget: z.looseObject({ name: z.enum(BUDGET_NAMES), limit: z.int(), spent: z.int() }),
  login: z.looseObject({ agent: z.string(), remedy: z.string() }),
  mcp_server: z.looseObject({ commandLine: z.string(), tools: z.array(z.string()) }),
  final: z.looseObject({
    base: z.string(),
    head: z.string(),
    review: z.looseObject({ objections: z.array(z.string()) }),
  }),
}

/** A gate's subject, readable. One that is not understood is drawn raw: nothing that is asked may be invisible. */
export function gateLines(gate: GateRecord, facts: GateFacts): Line[] {
  return [[warn('? '), bold(gate.question)], ...(subjectLines(gate, facts) ?? rawLines(gate.subject))]
}

function subjectLines({ kind, subject }: GateRecord, facts: GateFacts): Line[] | null {
  switch (kind) {
    case 'plan': {
      const plan = SUBJECTS.plan.safeParse(subject).data
      return plan ? planLines(plan.tasks, plan.setup.commands, facts) : null
    }
    case 'permission': {
      const asked = SUBJECTS.permission.safeParse(subject).data
      return asked ? [[dim('  The request, as the agent sent it:')], ...rawLines(parsedJson(asked.request))] : null
    }
    case 'scope':
      return SUBJECTS.scope.safeParse(subject).data?.outsidePaths.map((path): Line => [`  ${path}`]) ?? null
    case 'task':
      return SUBJECTS.task.safeParse(subject).success ? resultLines(facts) : null
    case 'blocked': {
      const blocked = SUBJECTS.blocked.safeParse(subject).data
      return blocked
        ? blocked.signatures.map((signature, index): Line => [dim(`  attempt ${index + 1}: ${signature}`)])
        : null
    }
    case 'budget': {
      const budget = SUBJECTS.budget.safeParse(subject).data
      if (!budget) return null
      const { name, limit, spent } = budget
      return [
        [
          `  Spent ${describeBudget(name, spent)} of ${describeBudget(name, limit)}. Approved: ${describeBudget(name, raisedLimit(budget))}.`,
        ],
      ]
    }
    case 'login':
      return SUBJECTS.login.safeParse(subject).success ? [] : null
    case 'mcp_server':
      return serverLines(subject)
    case 'final': {
      const final = SUBJECTS.final.safeParse(subject).data
      if (!final) return null
      const range: Line = [dim(`  ${final.base.slice(0, 12)}..${final.head.slice(0, 12)}`)]
      return [
        range,
        ...resultLines(facts),
        ...final.review.objections.map((text): Line => [warn('  objection: '), text]),
      ]
    }
  }
}

function serverLines(subject: unknown): Line[] | null {
  const server = SUBJECTS.mcp_server.safeParse(subject).data
  if (!server) return null
  return [
    [dim('  it is: '), server.commandLine],
    ...server.tools.map((tool): Line => [dim('  tool: '), tool]),
    [dim('  It runs as you; what its tools do is not held back by Triptych.')],
  ]
}

function resultLines({ diff, evidence }: GateFacts): Line[] {
  return [...(diff ? diffStatLines(diff, '  ') : []), ...evidence]
}

function planLines(tasks: readonly TaskDraft[], setup: readonly string[], facts: GateFacts): Line[] {
  const { risks, questions, baseline } = facts
  return [
    ...setup.map((command): Line => [dim('  set-up: '), `$ ${command}`]),
    ...tasks.flatMap((task, index) => [[], ...draftLines(task, index + 1, baseline)]),
    ...(baseline === null ? [] : [[], ...baselineLegend(tasks, baseline)]),
    ...(risks.length + questions.length > 0 ? [[]] : []),
    ...risks.map((risk): Line => [warn('  risk: '), risk]),
    ...questions.map((question): Line => [warn('  asks: '), question]),
  ]
}

/** A task as it is planned: what must be true, how it is verified, what may be touched. */
export function draftLines(task: TaskDraft, number: number, baseline: Baseline | null): Line[] {
  const { title, objective, acceptanceCriteria, verificationSteps, allowedPaths } = task
  return [
    [`  ${number}. `, bold(title)],
    [`     ${objective}`],
    ...acceptanceCriteria.map((criterion, index): Line => [dim(`     criterion ${index + 1}: `), criterion]),
    ...verificationSteps.map(
      (step, index): Line => [dim(`     v${index + 1}: `), `$ ${step}`, ...baselineSpans(baseline, step)],
    ),
    ...(verificationSteps.length === 0 ? [[warn('     no verification step: it will count as not verified')]] : []),
    [dim('     may change: '), allowedPaths.length === 0 ? 'the whole repository' : allowedPaths.join('  ')],
  ]
}

/** The answers with what they mean, as command lines for another terminal. */
export function answerLines(offered: readonly OfferedAnswer[]): Line[] {
  return offered.flatMap(({ word, meaning, commandLine }): Line[] => [
    [dim(`  ${word}: ${meaning}`)],
    [`    ${commandLine}`],
  ])
}

/** Any value as indented JSON. */
export function rawLines(value: unknown): Line[] {
  const text = JSON.stringify(value, null, 2) ?? String(value)
  return text.split('\n').map((line): Line => [`    ${line}`])
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text // Not JSON: the agent's words as they are.
  }
}
