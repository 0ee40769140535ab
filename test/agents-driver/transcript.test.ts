import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openTranscript } from '../../electron/agents/transcript.ts'
import { NOTHING_TO_HIDE } from '../../electron/secrets/redactor.ts'
import { temporaryFolder } from './support.ts'

const read = (file: string): unknown[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
const fail = (error: unknown): never => {
  throw error
}

test('messages as they were sent, text as text; for nobody else to read', () => {
  const file = path.join(temporaryFolder(), 'turns', 't.jsonl')
  const transcript = openTranscript(file, fail, NOTHING_TO_HIDE)
  transcript.message('agent', '{"id":1, "x":"é"}')
  transcript.text('noise', 'a "b"\n')
  transcript.close()
  expect(read(file)).toEqual([
    { at: expect.stringMatching(/Z$/), from: 'agent', message: { id: 1, x: 'é' } },
    { at: expect.any(String), from: 'noise', text: 'a "b"\n' },
  ])
  expect(readFileSync(file, 'utf8')).toContain('{"id":1, "x":"é"}')
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('what is beyond the cap is left out, and that is said once', () => {
  const file = path.join(temporaryFolder(), 't.jsonl')
  const transcript = openTranscript(file, fail, NOTHING_TO_HIDE, 1_000)
  for (let count = 0; count < 100; count++) transcript.text('stderr', `line ${count}`)
  transcript.close()
  const lines = read(file)
  expect(lines.at(-1)).toMatchObject({ from: 'note', text: 'The rest was left out.' })
  expect(lines.length).toBeGreaterThan(8)
  expect(statSync(file).size).toBeLessThan(1_200)
})

test('an earlier transcript is never overwritten', () => {
  const file = path.join(temporaryFolder(), 't.jsonl')
  openTranscript(file, fail, NOTHING_TO_HIDE).close()
  expect(() => openTranscript(file, fail, NOTHING_TO_HIDE)).toThrow('EEXIST')
})

test('after the end nothing is written, and nothing fails', () => {
  const file = path.join(temporaryFolder(), 't.jsonl')
  const transcript = openTranscript(file, fail, NOTHING_TO_HIDE)
  transcript.text('note', 'before')
  transcript.close()
  transcript.text('note', 'after the end')
  expect(read(file)).toHaveLength(1)
})
