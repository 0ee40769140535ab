import { expect, test } from 'vitest'
import type { PermissionRequest } from '../../electron/engine/agents-port.ts'
import { runToy, sentMethods, textOf } from './support.ts'

test.each([
  ['allow', 'chosen: now'],
  ['reject', 'chosen: no'],
] as const)('%s is answered by the kind of the option, only for this once', async (decision, said) => {
  const asked: PermissionRequest[] = []
  const turn = await runToy('permission', {
    onPermission: async (request) => {
      asked.push(request)
      return decision
    },
  })
  expect(textOf(turn.outputs)).toBe(said)
  expect(asked).toMatchObject([
    {
      toolKind: 'edit',
      title: 'Edit a.txt',
      paths: ['/somewhere/a.txt'],
      ownTool: false,
      raw: { sessionId: 'new-session' },
    },
  ])
})

test('an agent that offers only "always" is refused, and that is said', async () => {
  const turn = await runToy('permission_only_always', { onPermission: async () => 'allow' })
  expect(textOf(turn.outputs)).toContain('no way to allow it only once')
  expect(textOf(turn.outputs)).toContain('chosen: no')
})

test('a request without options or title is asked all the same, and answered cancelled', async () => {
  const asked: PermissionRequest[] = []
  const turn = await runToy('permission_unreadable', {
    onPermission: async (request) => {
      asked.push(request)
      return 'allow'
    },
  })
  expect(asked[0]?.title).toBe('A request that cannot be read')
  expect(textOf(turn.outputs)).toContain('chosen: cancelled')
})

test('calls of our own tool are allowed without asking', async () => {
  const turn = await runToy('permission_own')
  expect(textOf(turn.outputs)).toBe('chosen: now')
})

test('a command that calls itself our tool is asked', async () => {
  const turn = await runToy('permission_forged', { onPermission: async () => 'reject' })
  expect(textOf(turn.outputs)).toBe('chosen: no')
})

test('a stop answers the open request with cancelled before it cancels the prompt', async () => {
  const stop = new AbortController()
  const turn = await runToy('permission_then_hang', {
    signal: stop.signal,
    onPermission: () => {
      stop.abort()
      return new Promise(() => undefined)
    },
  })
  expect(turn.result.outcome).toEqual({ kind: 'stopped' })
  expect(textOf(turn.outputs)).toBe('chosen: cancelled')
  const sent = turn.transcript
    .filter(({ from }) => from === 'application')
    .map(({ message }) => JSON.stringify(message))
  const reply = sent.findIndex((message) => message.includes('"outcome":"cancelled"'))
  expect(reply).toBeGreaterThan(0)
  expect(reply).toBeLessThan(sent.findIndex((message) => message.includes('session/cancel')))
  expect(sentMethods(turn)).toContain('session/close')
})
