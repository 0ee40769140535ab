import { expect, test } from 'vitest'
import { checkAnswer, readFencedAnswer } from '../../electron/agents/answer-check.ts'

const RULES = { tool: 'report_result', problem: () => null } as const
const fence = (json: string): string => `\`\`\`json\n${json}\n\`\`\``
const report = (summary: string) => ({ outcome: 'done', summary })
const text = (summary: string): string => JSON.stringify(report(summary))

test.each([
  ['one block', `Words\n${fence(text('a'))}\nmore`, 'a'],
  ['the last of two', `${fence(text('a'))}\n\n${fence(text('b'))}`, 'b'],
  ['indented, with CRLF', `  \`\`\`json\r\n  ${text('a')}\r\n  \`\`\`\r\n`, 'a'],
  ['a fence inside a string', fence(text('use ```json\\n here ``` please')), 'use ```json\\n here ``` please'],
  ['never closed', `\`\`\`json\n${text('a')}`, 'a'],
  ['at the end of a line of words', `Done. ${fence(text('a'))}\n`, 'a'],
  ['capital letters', `\`\`\`JSON\n${text('a')}\n\`\`\``, 'a'],
])('a fenced answer: %s', (_, message, summary) => {
  expect(readFencedAnswer(message, RULES)).toEqual({ kind: 'valid', answer: report(summary) })
})

test.each([
  ['no block', text('a')],
  ['another language', `\`\`\`js\n${text('a')}\n\`\`\``],
  ['in the middle of a line', `see \`\`\`json ${text('a')} \`\`\``],
])('no fenced answer: %s', (_, message) => {
  expect(readFencedAnswer(message, RULES)).toBeNull()
})

test.each([
  ['no JSON', fence('{"outcome": done}'), /not JSON/],
  ['an unknown key', fence('{"outcome":"done","summary":"a","mood":"good"}'), /mood/],
  ['no blocker', fence('{"outcome":"blocked","summary":"a"}'), /blocker/],
  ['an earlier block is right, the last is wrong', `${fence(text('a'))}\n${fence('{}')}`, /outcome/],
])('a wrong fenced answer: %s', (_, message, problem) => {
  expect(readFencedAnswer(message, RULES)).toEqual({ kind: 'wrong', problem: expect.stringMatching(problem) })
})

test('the turn is asked only about what satisfies the schema', () => {
  const asked: unknown[] = []
  const rules = { tool: 'report_result', problem: (answer: unknown) => String(asked.push(answer)) } as const
  expect(checkAnswer({}, rules).kind).toBe('wrong')
  expect(checkAnswer(report('  a  '), rules)).toEqual({ kind: 'wrong', problem: '1' })
  expect(asked).toEqual([report('a')])
})
