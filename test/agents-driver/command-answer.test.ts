import { expect, test } from 'vitest'
import { readPrintedAnswer } from '../../electron/agents/command-answer.ts'

const RULES = { tool: 'report_result', problem: () => null } as const
const DONE = { outcome: 'done', summary: 'Did { it } and "more".' }
const valid = { kind: 'valid', answer: DONE }
const LINE = JSON.stringify(DONE)
const PRETTY = JSON.stringify(DONE, null, 2)
const FENCED = `\`\`\`json\n${PRETTY}\n\`\`\`\n`

const read = (output: 'text' | 'json', text: string, prompt = '') => readPrintedAnswer(output, { prompt, text }, RULES)

test.each([
  ['nothing else', LINE, valid],
  ['laid out over lines', PRETTY, valid],
  ['remarks before it, one with braces', `Thinking {hard}\n{ not json }\n${PRETTY}\n`, valid],
  ['a remark after it', `${LINE}\nDone.\n`, valid],
  ['events before it, one a line', `{"type":"start"}\n{"type":"text","text":"{"}\n${LINE}\n`, valid],
  ['objects within it', `{"outcome":"done","summary":"x",\n"blocker":\n{"code":"a","detail":"b"}}`, { kind: 'valid' }],
  ['in a fenced block', `\`\`\`json\n${PRETTY}\n\`\`\`\n`, valid],
  ['not what was asked for', `${LINE}\n{"result":1}`, { kind: 'wrong' }],
  ['none', 'All is done.', null],
  ['half of it', PRETTY.slice(0, -4), null],
  ['nothing', '', null],
])('JSON output: %s', (_name, text, expected) => {
  if (expected === null) expect(read('json', text)).toBeNull()
  else expect(read('json', text)).toMatchObject(expected)
})

test('text output: only a fenced block counts', () => {
  expect(read('text', LINE)).toBeNull()
  expect(read('text', `Here:\n${FENCED}`)).toEqual(valid)
})

test('a megabyte of beginnings without an end is read in no time', () => {
  const startMs = performance.now()
  expect(read('json', `${'{"a":\n'.repeat(170_000)}}`)).toBeNull()
  expect(performance.now() - startMs).toBeLessThan(2_000)
})

test.each(['text', 'json'] as const)(
  '%s output: the example of a prompt that was printed too is no answer',
  (output) => {
    const prompt = `Answer like this:\n${FENCED}\nNow!\n`
    expect(read(output, `${prompt}\nI failed.`, prompt)).toBeNull()
    const own = { outcome: 'done', summary: 'Mine.' }
    expect(read(output, `${prompt}\n\`\`\`json\n${JSON.stringify(own)}\n\`\`\``, prompt)).toEqual({
      kind: 'valid',
      answer: own,
    })
  },
)
