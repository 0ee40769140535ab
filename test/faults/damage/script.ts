import type { TurnOutcome, TurnRequest } from '../../../electron/engine/agents-port.ts'
import type { Script } from '../../support/scripted-world.ts'

const TASK = {
  title: 'Add the function',
  objective: 'Make it better, with a text that is long enough to fill more than one page of the database. '.repeat(60),
  acceptanceCriteria: ['It works.'],
  verificationSteps: ['npm test'],
  allowedPaths: ['src/**'],
}

/** Agents that do what they are asked, so that runs end well. */
export const scriptOf = (): Script => ({
  turn: answerTo,
  command: () => 0,
  changes: () => [{ path: 'src/added.ts', kind: 'added' }],
})

function answerTo({ kind }: TurnRequest): TurnOutcome {
  switch (kind) {
    case 'plan':
    case 'replan':
      return {
        kind: 'answered',
        via: 'tool',
        answer: { summary: 'One task.', tasks: [TASK], risks: [], questions: [] },
      }
    case 'implement':
      return { kind: 'answered', via: 'tool', answer: { outcome: 'done', summary: 'Done.' } }
    case 'check':
    case 'review':
      return {
        kind: 'answered',
        via: 'tool',
        answer: { summary: 'Fine.', criteria: [{ criterion: 1, status: 'met', reason: 'It is.', evidence: ['diff'] }] },
      }
  }
}
