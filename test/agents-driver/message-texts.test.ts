import { expect, test } from 'vitest'
import { createMessageTexts } from '../../electron/agents/message-texts.ts'

const MOST = 1024 * 1024

/** Texts of these lengths, each of another letter. */
const textsOf = (lengths: readonly number[]): string[] =>
  lengths.map((length, at) => String.fromCharCode(97 + (at % 26)).repeat(length))

test.each([
  { what: 'nothing', lengths: [] },
  { what: 'less than is kept', lengths: [3, 70_000, 2] },
  { what: 'many short texts', lengths: Array.from({ length: 40_000 }, (_, at) => 1 + (at % 97)) },
  { what: 'texts about as long as a piece', lengths: Array.from({ length: 60 }, (_, at) => 65_530 + at) },
  { what: 'one text that is longer than all that is kept, among short ones', lengths: [5, 3 * MOST, 7, 9] },
])('the end of all that was said is kept: $what', ({ lengths }) => {
  const told: string[] = []
  const texts = createMessageTexts('t', (output) => told.push(output.kind === 'text' ? output.text : ''))
  const given = textsOf(lengths)
  for (const text of given) texts.add('text', text, null)
  expect(told).toEqual(given)
  expect(texts.responseText()).toBe(given.join('').slice(-MOST))
  expect(texts.finalText()).toBe(texts.responseText())
})

test('an interruption begins the final text anew, and separates messages in the response', () => {
  const texts = createMessageTexts('t', () => undefined)
  texts.add('text', 'First.', null)
  texts.interrupt()
  expect(texts.finalText()).toBe('')
  texts.add('text', 'Second.', 'a')
  texts.add('thought', 'Hm.', 'b')
  texts.add('text', 'Third.', 'c')
  expect([texts.finalText(), texts.responseText()]).toEqual(['Second.\n\nThird.', 'First.\n\nSecond.\n\nThird.'])
})
