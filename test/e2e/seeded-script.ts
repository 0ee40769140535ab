/** Scenarios in short form, and the demo agents' script made of all of them. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Script, type Step, scriptSchema } from '../../electron/agents/demo/script.ts'
import type { TaskDraft } from '../../shared/domain.ts'
import { submit } from '../support/demo-steps.ts'

export interface ScenarioTask extends TaskDraft {
  /** What implementation does in its first, second … attempt; later attempts are like the last. */
  attempts: Step[][]
}

export interface ScenarioPlan {
  summary: string
  tasks: ScenarioTask[]
  risks?: string[]
  questions?: string[]
}

const SAMPLE = path.resolve(import.meta.dirname, '../../electron/agents/demo/sample.json')

/** By goal. Titles of tasks must differ; whatever no scenario answers is answered as in the sample. */
export function scriptOf(plans: Readonly<Record<string, ScenarioPlan>>): Script {
  const sample = scriptSchema.parse(JSON.parse(readFileSync(SAMPLE, 'utf8')))
  const tasks = Object.values(plans).flatMap((plan) => plan.tasks)
  return {
    strategy: [
      ...Object.entries(plans).flatMap(([goal, plan]) => [
        { when: { kind: 'plan' as const, prompt: goal }, steps: planSteps(plan) },
        { when: { kind: 'review' as const, prompt: goal }, steps: [reviewStep] },
      ]),
      ...(sample.strategy ?? []),
    ],
    implementation: [
      ...tasks.flatMap(({ title, attempts }) =>
        attempts.map((steps, index) => ({
          when: index + 1 < attempts.length ? { task: title, attempt: index + 1 } : { task: title },
          steps,
        })),
      ),
      ...(sample.implementation ?? []),
    ],
    checker: [
      ...Object.keys(plans).map((goal) => ({ when: { kind: 'review' as const, prompt: goal }, steps: [reviewStep] })),
      ...tasks.map((task) => ({ when: { kind: 'check' as const, task: task.title }, steps: checkSteps(task) })),
      ...(sample.checker ?? []),
    ],
  }
}

export const done = (summary: string): Step => submit('report_result', { outcome: 'done', summary })

function planSteps({ summary, tasks, risks = [], questions = [] }: ScenarioPlan): Step[] {
  const drafts = tasks.map(({ attempts: _, ...draft }) => draft)
  return [
    { think: 'What exists, what has to hold afterwards, and how each part can be verified by itself.' },
    { say: summary },
    submit('submit_plan', { summary, tasks: drafts, risks, questions }),
  ]
}

const reviewStep = submit('submit_verdict', {
  summary: 'The goal is met.',
  criteria: [{ criterion: 1, status: 'met', reason: 'Every step passed on the head.', evidence: ['t1.v1'] }],
})

function checkSteps({ acceptanceCriteria }: TaskDraft): Step[] {
  return [
    { say: 'I read the log first, then the diff.' },
    submit('submit_verdict', {
      summary: 'Every criterion is met.',
      criteria: acceptanceCriteria.map((_, index) => ({
        criterion: index + 1,
        status: 'met',
        reason: 'The step that the application ran shows it.',
        evidence: ['v1', 'diff'],
      })),
    }),
  ]
}
