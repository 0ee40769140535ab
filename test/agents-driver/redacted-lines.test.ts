import { expect, test } from 'vitest'
import { createRedactedLines } from '../../electron/agents/redacted-lines.ts'
import { createRedactor } from '../../electron/secrets/redactor.ts'

const SECRET = 'correct "horse"'
const redactor = createRedactor([{ name: 'TOKEN', value: SECRET }])
const update = (content: Record<string, unknown>): string =>
  JSON.stringify({ jsonrpc: '2.0', method: 'session/update', params: { sessionId: 's', update: content } })
const chunk = (text: string, more: Record<string, unknown> = {}): string =>
  update({ sessionUpdate: 'agent_message_chunk', content: { type: 'text', text }, ...more })
const texts = (lines: readonly string[]): string[] =>
  lines.map((line) => JSON.parse(line).params?.update?.content?.text ?? line)

function take(lines: readonly string[]): string[] {
  const door = createRedactedLines(redactor)
  return [...lines.flatMap(door.take), ...door.end()]
}

test('what holds no secret passes as it is, byte for byte', () => {
  const lines = [
    'starting up…',
    '{ "jsonrpc":"2.0",  "id":1,"result":{"a":1} }',
    chunk('a word'),
    chunk(''),
    '[1]',
    '"x"',
  ]
  expect(take(lines)).toEqual(lines)
})

test('a secret split at any border of chunks is hidden, and the text is whole', () => {
  const text = `it is ${SECRET}, c`
  for (let at = 0; at <= text.length; at++) {
    expect(texts(take([chunk(text.slice(0, at)), chunk(text.slice(at))])).join('')).toBe('it is [secret TOKEN], c')
  }
  expect(texts(take([...text].map((unit) => chunk(unit)))).join('')).toBe('it is [secret TOKEN], c')
})

test('other news between the chunks of a message does not break it', () => {
  const usage = update({ sessionUpdate: 'usage_update', used: 1, size: 2 })
  const lines = take([
    chunk('the correct'),
    usage,
    chunk(' "ho'),
    '{"jsonrpc":"2.0","id":7,"method":"x"}',
    chunk('rse"!'),
  ])
  expect(texts(lines)).toEqual(['the ', usage, '{"jsonrpc":"2.0","id":7,"method":"x"}', '[secret TOKEN]!'])
})

test.each([
  ['a thought', update({ sessionUpdate: 'agent_thought_chunk', content: { type: 'text', text: 'hm' } })],
  ['another message', chunk('hm', { messageId: 'm2' })],
  ['a tool call', update({ sessionUpdate: 'tool_call', toolCallId: 't', title: 'Look' })],
  ['a reply', '{"jsonrpc":"2.0","id":3,"result":{"stopReason":"end_turn"}}'],
])('%s ends it: what was held back comes before', (_what, line) => {
  const lines = take([chunk('so correct', { messageId: 'm1' }), line])
  expect(texts(lines.slice(0, 2))).toEqual(['so ', 'correct'])
  expect(lines.slice(2)).toEqual([line])
})

test('every text of every message: titles, input, names, replies, errors, unknown kinds, and lines that are none', () => {
  const hidden = [
    update({
      sessionUpdate: 'tool_call',
      toolCallId: SECRET,
      title: `Run ${SECRET}`,
      rawInput: { env: { [SECRET]: [SECRET] } },
    }),
    update({ sessionUpdate: 'hologram', [SECRET]: 1 }),
    chunk('clean text', { _meta: { note: SECRET } }),
    JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'session/request_permission',
      params: { options: [{ name: SECRET }] },
    }),
    JSON.stringify({ jsonrpc: '2.0', id: 1, error: { code: 1, message: SECRET, data: { SECRET } } }),
    `debug: ${SECRET}`,
    `debug: {"key":${JSON.stringify(SECRET)}`,
  ]
  const lines = take(hidden)
  expect(lines).toHaveLength(hidden.length)
  for (const line of lines) expect(line).toMatch(/\[secret TOKEN\]/)
  expect(lines.join('\n')).not.toMatch(/correct/)
})

test('of a secret that goes on after a reply only its beginning is seen', () => {
  const reply = '{"jsonrpc":"2.0","id":3,"result":{}}'
  expect(texts(take([chunk('so correct'), reply, chunk(' "horse" it is')]))).toEqual([
    'so ',
    'correct',
    reply,
    '[secret TOKEN] it is',
  ])
})

test('with nothing to hide a line is not even looked at', () => {
  const door = createRedactedLines(createRedactor([]))
  expect([door.take('{not JSON'), door.end()]).toEqual([['{not JSON'], []])
})
