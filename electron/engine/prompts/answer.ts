import type { AnswerTool, PlanAnswer, ReportAnswer, VerdictAnswer } from '../../../shared/answers.ts'

const PLAN: PlanAnswer = {
  summary: 'One paragraph: the approach, and why this order.',
  tasks: [
    {
      title: 'Reject negative amounts',
      objective: 'parseAmount throws a RangeError for negative input, so that no caller books a negative payment.',
      acceptanceCriteria: ['parseAmount("-1") throws RangeError', 'The message names the input'],
      verificationSteps: ['npm test -- amount'],
      allowedPaths: ['src/amount.ts', 'test/**'],
    },
  ],
  risks: ['Callers outside this repository may rely on the old behaviour.'],
  questions: ['Should zero be accepted? Planned as yes.'],
}

const DONE: ReportAnswer = { outcome: 'done', summary: 'What was changed and how you made sure of it.' }

const BLOCKED: ReportAnswer = {
  outcome: 'blocked',
  summary: 'What was tried.',
  blocker: { code: 'missing-credential', detail: 'What stands in the way and what would remove it.' },
}

const DONE_WITH_COMMENTS: ReportAnswer = {
  ...DONE,
  comments: [
    { id: 'c1', outcome: 'done', answer: 'What was changed for it, and where.' },
    { id: 'c2', outcome: 'declined', answer: 'Why nothing was changed for it.' },
  ],
}

const CHECK_VERDICT: VerdictAnswer = {
  summary: 'One paragraph: what holds and what does not.',
  criteria: [
    { criterion: 1, status: 'met', reason: 'The test of it passes.', evidence: ['v1:12', 'diff:src/amount.ts:52'] },
    { criterion: 2, status: 'not_met', reason: 'The message has no input in it.', evidence: ['diff:src/amount.ts:53'] },
  ],
}

const REVIEW_VERDICT: VerdictAnswer = {
  summary: 'One paragraph: whether the goal is reached, and what is missing if not.',
  criteria: [{ criterion: 1, status: 'met', reason: 'Why.', evidence: ['t1.v1', 't2.v1:12', 'diff:src/amount.ts:52'] }],
}

export const ANSWER_EXAMPLES: Record<AnswerTool | 'report_with_comments' | 'review_verdict', readonly unknown[]> = {
  submit_plan: [PLAN],
  report_result: [DONE, BLOCKED],
  report_with_comments: [DONE_WITH_COMMENTS, BLOCKED],
  submit_verdict: [CHECK_VERDICT],
  review_verdict: [REVIEW_VERDICT],
}

/** The last part of every prompt: through which tool to answer, and what to do without it. */
export function answerInstructions(tool: AnswerTool, examples: keyof typeof ANSWER_EXAMPLES = tool): string {
  const blocks = ANSWER_EXAMPLES[examples].map((example) => `\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``)
  return [
    '## How to answer',
    `Call the \`${tool}\` tool of the MCP server \`triptych\` once, as the last thing you do. Your program may list it with a ` +
      `prefix, such as \`triptych_${tool}\` or \`mcp__triptych__${tool}\`, or may have to search for it first. If the tool ` +
      'returns an error, correct what it names and call it again. A turn that ends without this answer counts as unanswered, ' +
      'whatever else was said.',
    'Only if you do not have the tool: end your last message with one fenced `json` block that holds the same object and no ' +
      `other keys. ${blocks.length === 1 ? 'Its form, by an example:' : 'Its form, by two examples, of which you give one:'}`,
    ...blocks,
  ].join('\n\n')
}
