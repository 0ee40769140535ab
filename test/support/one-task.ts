/** One small job for the demo agent: a task with steps of the test's choice, so that each way a run can go is a few lines. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Script, Step } from '../../electron/agents/demo/script.ts'
import { makeRepository, makeTempFolder, type TestRepository } from './repository.ts'
import { openTerminal, type Terminal } from './terminal.ts'

export interface OneTask {
  repository: TestRepository
  terminal: Terminal
  /** A folder beside both, for what commands leave behind. */
  folder: string
}

export const SUM = 'export const sum = (a, b) => a + b\n'

/** `sum.js` is asked for; `sum.test.js` is there and fails without it. */
export function makeOneTask(options: {
  verificationSteps?: (folder: string) => string[]
  implementation?: Step[]
  env?: Record<string, string>
}): OneTask {
  const folder = makeTempFolder('one-task')
  const repository = makeRepository({
    'package.json': '{"name":"sums","type":"module"}\n',
    'test/sum.test.js': TEST,
    'README.md': 'Sums\n',
  })
  const verificationSteps = options.verificationSteps?.(folder) ?? ['node --test']
  const script = path.join(folder, 'script.json')
  const implementation = options.implementation ?? [{ write: { path: 'src/sum.js', content: SUM } }]
  writeFileSync(script, JSON.stringify(scriptOf(verificationSteps, implementation)))
  const terminal = openTerminal(folder, { TRIPTYCH_DEMO_SCRIPT: script, ...options.env })
  return { repository, terminal, folder }
}

const TEST = `import assert from 'node:assert'
import test from 'node:test'
import { sum } from '../src/sum.js'

test('one and one are two', () => assert.equal(sum(1, 1), 2))
`

const submit = (name: string, answer: Record<string, unknown>): Step => ({ tool: { name, arguments: answer } })
const met = (evidence: string[]) => ({
  summary: 'It holds.',
  criteria: [{ criterion: 1, status: 'met', reason: 'The application ran it.', evidence }],
})

function scriptOf(verificationSteps: string[], implementation: Step[]): Script {
  const task = {
    title: 'Add sum',
    objective: 'sum(a, b) in src/sum.js adds two numbers.',
    acceptanceCriteria: ['sum adds two numbers'],
    verificationSteps,
    allowedPaths: ['src'],
  }
  const plan = { summary: 'One task.', tasks: [task], risks: [], questions: [] }
  const done = submit('report_result', { outcome: 'done', summary: 'Added sum.' })
  return {
    strategy: [
      { when: { kind: 'review' }, steps: [submit('submit_verdict', met(['diff']))] },
      { steps: [submit('submit_plan', plan)] },
    ],
    implementation: [{ steps: [...implementation, done] }],
    checker: [{ steps: [submit('submit_verdict', met(['diff']))] }],
  }
}
