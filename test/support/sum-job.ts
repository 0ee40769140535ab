/** One small job: `sum.js` is asked for; `sum.test.js` is there and fails without it. What each role says and does in it. */
import type { Script, Step } from '../../electron/agents/demo/script.ts'
import { submit } from './demo-steps.ts'

export const SUM = 'export const sum = (a, b) => a + b\n'

const TEST = `import assert from 'node:assert'
import test from 'node:test'
import { sum } from '../src/sum.js'

test('one and one are two', () => assert.equal(sum(1, 1), 2))
`

/** The repository. */
export const SUM_FILES = {
  'package.json': '{"name":"sums","type":"module"}\n',
  'test/sum.test.js': TEST,
  'README.md': 'Sums\n',
}

export const planAnswer = (verificationSteps: readonly string[]) => {
  const task = {
    title: 'Add sum',
    objective: 'sum(a, b) in src/sum.js adds two numbers.',
    acceptanceCriteria: ['sum adds two numbers'],
    verificationSteps,
    allowedPaths: ['src'],
  }
  return { summary: 'One task.', tasks: [task], risks: [], questions: [] }
}

export const REPORT_ANSWER = { outcome: 'done', summary: 'Added sum.' }

export const VERDICT_ANSWER = {
  summary: 'It holds.',
  criteria: [{ criterion: 1, status: 'met', reason: 'The application ran it.', evidence: ['diff'] }],
}

export const WRITE_SUM: Step = { write: { path: 'src/sum.js', content: SUM } }

/** The job as a script of the demo agent. */
export function sumScript(verificationSteps: readonly string[], implementation: readonly Step[] = [WRITE_SUM]): Script {
  const verdict = submit('submit_verdict', VERDICT_ANSWER)
  return {
    strategy: [
      { when: { kind: 'review' }, steps: [verdict] },
      { steps: [submit('submit_plan', planAnswer(verificationSteps))] },
    ],
    implementation: [{ steps: [...implementation, submit('report_result', REPORT_ANSWER)] }],
    checker: [{ steps: [verdict] }],
  }
}

/** What an agent does that has only the prompt to go by. */
export function workFor(prompt: string): { tool: string; files: Record<string, string>; answer: object } {
  const tool = /Call the `(\w+)` tool/.exec(prompt)?.[1] ?? ''
  if (tool === 'submit_plan') return { tool, files: {}, answer: planAnswer(['node --test']) }
  if (tool === 'report_result') return { tool, files: { 'src/sum.js': SUM }, answer: REPORT_ANSWER }
  if (tool === 'submit_verdict') return { tool, files: {}, answer: VERDICT_ANSWER }
  throw new Error('The prompt names no tool to answer with.')
}
