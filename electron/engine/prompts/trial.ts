import { answerInstructions } from './answer.ts'
import { promptDocument } from './heading.ts'

/** The prompt of `doctor --try`: nothing but an answer, so that it costs as little as a turn can. */
export function trialPrompt(): string {
  return promptDocument({ role: 'implementation', kind: 'implement', task: { title: 'Trial', attemptNumber: 1 } }, [
    'This is only a trial of the connection. Read nothing, run nothing and change nothing: answer at once, with the outcome ' +
      '"done" and the summary "Ready.".',
    answerInstructions('report_result'),
  ])
}
