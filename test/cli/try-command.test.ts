import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { trialVerdict } from '../../electron/cli/try-command.ts'
import { makeTempFolder } from '../support/repository.ts'
import { openTerminal } from '../support/terminal.ts'
import { beside } from './in-process.ts'

test('an agent that answers: everything that was said, that it works, and nothing left of it', async () => {
  const terminal = openTerminal(makeTempFolder('try'))
  const finished = await beside(terminal, 'doctor', '--try', 'demo')
  expect(finished.exitCode).toBe(0)
  expect(finished.stdout).toMatch(/→ application .*"method":"session\/prompt"/)
  expect(finished.stdout).toMatch(/← agent .*"stopReason":"end_turn"/)
  expect(finished.stdout).toMatch(/✓ Demo agent .* answered through its tool/)
  expect(finished.stdout).toMatch(/\d\.\d s, tokens not reported/)
  expect(readdirSync(terminal.home).filter((name) => name.startsWith('trial'))).toEqual([])
}, 20_000)

test('an agent that is not installed, and one that nobody knows', async () => {
  const terminal = openTerminal(makeTempFolder('try'), { PATH: '/usr/bin:/bin' })
  const missing = await beside(terminal, 'doctor', '--try', 'codex', '--json')
  const lines = missing.stdout.split('\n').slice(0, -1)
  expect(missing.exitCode).toBe(6)
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { type: 'trial', agent: 'codex', outcome: 'missing' },
    { type: 'result', exitCode: 6, summary: expect.stringContaining('npm install') },
  ])
  expect(await beside(terminal, 'doctor', '--try', 'hal')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('Known agents: demo, opencode'),
  })
})

test('no folder to work in: refused with what to do, and no agent is started', async () => {
  const terminal = openTerminal(makeTempFolder('try'))
  writeFileSync(terminal.home, '')
  expect(await beside(terminal, 'doctor', '--try', 'demo')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/is not a folder\.\n.*TRIPTYCH_HOME/),
    stdout: '',
  })
})

test('a program that is no agent: what it printed is shown harmless, and why it failed', async () => {
  const terminal = openTerminal(makeTempFolder('try'))
  const program = path.join(makeTempFolder('bin'), 'loud')
  const script = "#!/bin/sh\nprintf '\\033[31mno such model\\n' >&2\nexit 3\n"
  writeFileSync(program, script, { mode: 0o755 })
  mkdirSync(terminal.home)
  writeFileSync(path.join(terminal.home, 'settings.json'), JSON.stringify({ agents: { loud: { command: program } } }))
  const finished = await beside(terminal, 'doctor', '--try', 'loud')
  expect(finished).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('␛[31mno such model') })
  expect(finished.stdout).toMatch(/✗ loud ended without an answer: .*no such model/s)
  expect(finished.stdout).not.toContain('\u001b')
  expect(readdirSync(path.join(terminal.home, 'children'))).toEqual([])
}, 20_000)

test.each([
  [{ kind: 'answered', answer: {}, via: 'text' }, 0, /answered as text/],
  [{ kind: 'login', agent: 'A', remedy: 'Run a login.' }, 6, /A is not logged in\. Run a login\./],
  [{ kind: 'limited', until: '2026-12-01T00:00:00.000Z', detail: 'enough' }, 1, /limit, until 2026-12-01.*: enough/],
  [{ kind: 'limited', until: null, detail: 'enough' }, 1, /does not say until when/],
  [{ kind: 'transport', detail: 'refused' }, 1, /could not reach its model: refused/],
  [{ kind: 'no_answer', detail: 'nothing' }, 1, /no answer that can be used: nothing/],
  [{ kind: 'crashed', detail: 'exit 1' }, 1, /ended without an answer: exit 1/],
  [{ kind: 'silent', detail: 'not a word' }, 1, /was stopped: not a word/],
  [{ kind: 'stopped' }, 1, /on request/],
] as const)('%j', (outcome, exitCode, text) => {
  expect(trialVerdict('A', outcome)).toEqual({ exitCode, text: expect.stringMatching(text) })
})
