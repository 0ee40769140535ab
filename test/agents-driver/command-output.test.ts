import { expect, test } from 'vitest'
import { createCommandOutput, KEPT_OUTPUT_BYTES } from '../../electron/agents/command-output.ts'
import { createRedactor, NOTHING_TO_HIDE } from '../../electron/secrets/redactor.ts'

function collect(redactor = NOTHING_TO_HIDE) {
  const told: string[] = []
  return { told, output: createCommandOutput(redactor, (text) => told.push(text)) }
}

test('lines are told when they are whole, the beginning of a long one after a moment, the rest at the end', async () => {
  const { told, output } = collect()
  output.push(Buffer.from('one\ntwo\nthr'))
  output.push(Buffer.from('ee'))
  expect(told).toEqual(['one\ntwo\n'])
  await expect.poll(() => told).toEqual(['one\ntwo\n', 'three'])
  output.push(Buffer.from(', four'))
  output.end()
  expect(told).toEqual(['one\ntwo\n', 'three', ', four'])
  expect(output.text()).toBe('one\ntwo\nthree, four')
})

test('a character that comes in two pieces is whole, and invalid UTF-8 is replaced [fault 19]', () => {
  const { told, output } = collect()
  const [first, second] = [Buffer.from('ä').subarray(0, 1), Buffer.from('ä').subarray(1)]
  for (const bytes of [Buffer.from('<'), first, second, Buffer.from([0xff, 0x0a]), first]) output.push(bytes)
  output.end()
  expect(told.join('')).toBe('<ä�\n�')
  expect(output.text()).toBe('<ä�\n�')
})

test('of much output head and tail are kept', () => {
  const { output } = collect()
  output.push(Buffer.from('the beginning\n'))
  for (let count = 0; count < 40; count += 1) output.push(Buffer.alloc(100_000, 'x'))
  output.push(Buffer.from('\nthe end'))
  output.end()
  expect(output.text()).toMatch(/^the beginning\nx+\n\[… \d+ bytes left out …\]\nx+\nthe end$/)
  expect(Buffer.byteLength(output.text())).toBeLessThanOrEqual(KEPT_OUTPUT_BYTES)
})

test('a secret is hidden, in what is told and in what is kept, also where it comes in two pieces', () => {
  const { told, output } = collect(createRedactor([{ name: 'KEY', value: 'sesame-open-up' }]))
  for (const piece of ['my key: sesame-', 'open-up!\n']) output.push(Buffer.from(piece))
  output.end()
  expect([told.join(''), output.text()]).toEqual(['my key: [secret KEY]!\n', 'my key: [secret KEY]!\n'])
})
