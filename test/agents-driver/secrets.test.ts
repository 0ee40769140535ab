import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createCommandOutput } from '../../electron/agents/command-output.ts'
import { createRedactor } from '../../electron/secrets/redactor.ts'
import type { AgentSecrets } from '../../electron/secrets/secrets.ts'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import { runToy, textOf } from './support.ts'

const VALUE = 'correct "horse" battery'
const redactor = createRedactor([{ name: 'TOY_TOKEN', value: VALUE }])
const secretsOf = (answer: Result<AgentSecrets, Refusal>) => ({ of: () => answer, redactor: () => redactor })

test('an agent has its secrets in its environment; what it says of them is hidden', async () => {
  const env = { TOY_TOKEN: VALUE }
  const turn = await runToy('echo', { secrets: secretsOf(ok({ env, unreadable: [] })) })
  expect(turn.result.outcome.kind).toBe('answered')
  expect(textOf(turn.outputs)).toContain('"TOY_TOKEN":"[secret TOY_TOKEN]"')
  expect(JSON.stringify([turn.outputs, turn.transcript, turn.result])).not.toContain('horse')
})

test('a secret that cannot be read is remarked on, and the agent works without it', async () => {
  const turn = await runToy('echo', { secrets: secretsOf(ok({ env: {}, unreadable: ['TOY_TOKEN'] })) })
  expect(turn.result.outcome.kind).toBe('answered')
  expect(textOf(turn.outputs)).toMatch(
    /^\[Triptych\] The agent works without its secret TOY_TOKEN: .*triptych secret set/,
  )
})

test('while the secrets cannot be read no agent is started, and the person is told why', async () => {
  const damaged = { code: 'secrets_invalid', message: 'The secrets cannot be read.', remedy: 'Correct the file.' }
  const { result, home } = await runToy('echo', { secrets: secretsOf(err(damaged)) })
  expect(result.outcome).toEqual({
    kind: 'missing',
    agent: 'Toy',
    remedy: 'The secrets cannot be read. Correct the file.',
  })
  expect(existsSync(path.join(home, 'runs', 'r1', 'turns', 't1.jsonl'))).toBe(true)
})

test('what a command prints is told and kept without secrets, wherever its output is cut', () => {
  const bytes = Buffer.from(`ü: ${VALUE}, c`)
  for (let at = 0; at <= bytes.length; at++) {
    const told: string[] = []
    const output = createCommandOutput(redactor, (text) => told.push(text))
    output.push(bytes.subarray(0, at))
    output.push(bytes.subarray(at))
    output.end()
    expect([told.join(''), output.text()]).toEqual(['ü: [secret TOY_TOKEN], c', 'ü: [secret TOY_TOKEN], c'])
  }
})
