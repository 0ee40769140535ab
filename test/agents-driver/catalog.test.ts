import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { agentSpecs } from '../../electron/agents/catalog.ts'
import { findExecutable } from '../../electron/agents/executable.ts'
import { findAgents } from '../../electron/agents/found-agents.ts'
import { launchOf } from '../../electron/agents/launch.ts'
import { readSettings } from '../../electron/settings.ts'
import { temporaryFolder, testEnvironment, toySpec } from './support.ts'

function homeWith(settings: string): string {
  const home = temporaryFolder()
  writeFileSync(path.join(home, 'settings.json'), settings)
  return home
}

test('no settings file: the demo agent and the presets', () => {
  expect(readSettings(temporaryFolder())).toMatchObject({ ok: true, value: { agents: {}, mcpServers: {} } })
  const specs = agentSpecs({})
  expect(specs.ok && specs.value.map(({ id }) => id)).toEqual(['demo', 'opencode', 'codex', 'claude', 'gemini'])
})

test.each([
  ['{ "agents": ', /settings\.json: not JSON/],
  ['[]', /settings\.json: the file: .*object/],
  ['{ "agents": { "mine": { "command": 7 } } }', /agents\.mine\.command: .*string/],
  ['{ "agents": { "mine": { "command": "./bin/agent" } } }', /agents\.mine\.command: .*absolute path/],
  ['{ "agents": { "mine": { "command": "x", "arguments": [] } } }', /agents\.mine: .*arguments/],
  ['{ "agents": { "mine": { "command": "x", "env": { "A-B": "1" } } } }', /agents\.mine\.env\.A-B/],
  ['{ "agents": { "My Agent": { "command": "x" } } }', /agents\.My Agent/],
])('settings that are refused: %s', (settings, message) => {
  const result = readSettings(homeWith(settings))
  expect(result.ok).toBe(false)
  if (!result.ok)
    expect(result.error).toMatchObject({ code: 'settings_invalid', message: expect.stringMatching(message) })
})

test('a person’s own agent, and changes to a preset; other settings are not ours to judge', () => {
  const settings = readSettings(
    homeWith(`{ "theme": "dark", "agents": {
      "mine": { "command": "my-agent", "args": ["acp"], "env": { "KEY": "1" } },
      "opencode": { "env": { "HOME": "/other", "OPENCODE_API_KEY": "k" }, "name": "My OpenCode" } } }`),
  )
  const specs = agentSpecs(settings.ok ? settings.value.agents : {})
  const find = (id: string) => (specs.ok ? specs.value.find((spec) => spec.id === id) : undefined)
  expect(find('mine')).toMatchObject({
    name: 'mine',
    command: 'my-agent',
    args: ['acp'],
    env: { KEY: '1' },
    home: 'user',
  })
  expect(find('opencode')).toMatchObject({
    name: 'My OpenCode',
    args: ['acp'],
    env: { HOME: '/other', OPENCODE_API_KEY: 'k', OPENCODE_DISABLE_AUTOUPDATE: '1' },
  })
  expect(find('opencode')?.passed).not.toContain('OPENCODE_API_KEY')
  expect(agentSpecs({ mine: {} })).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('agents.mine.command') },
  })
})

test('commands are looked up on PATH, but never in a relative folder of it', () => {
  const [bin, work] = [temporaryFolder(), temporaryFolder()]
  const file = path.join(bin, 'native')
  writeFileSync(file, '#!/bin/sh\n')
  expect(findExecutable('native', { PATH: bin })).toBeNull() // not executable
  chmodSync(file, 0o755)
  mkdirSync(path.join(work, 'native'))
  expect(findExecutable('native', { PATH: `${work}:${bin}` })).toEqual({ command: file, leadingArgs: [], file })
  const relative = path.relative(process.cwd(), bin)
  expect(findExecutable('native', { PATH: `${relative}::.` })).toBeNull()
  expect(findExecutable(file, {})?.command).toBe(file)
  expect(findExecutable(path.join(bin, 'absent'), {})).toBeNull()
})

test('programs for Node run with this Node, through links too', () => {
  const folder = temporaryFolder()
  const script = path.join(folder, 'cli')
  writeFileSync(script, '#!/usr/bin/env node\nconsole.log(1)\n', { mode: 0o755 })
  const link = path.join(folder, 'linked')
  symlinkSync(script, link)
  expect(findExecutable('linked', { PATH: folder })).toEqual({
    command: process.execPath,
    leadingArgs: [script],
    file: script,
  })
  const module = path.join(folder, 'agent.mjs') // not marked executable
  writeFileSync(module, '')
  expect(findExecutable(module, {})).toEqual({ command: process.execPath, leadingArgs: [module], file: module })
})

test('what is installed is found without running it, with its version', () => {
  const folder = temporaryFolder()
  mkdirSync(path.join(folder, 'bin'))
  writeFileSync(path.join(folder, 'package.json'), '{"name":"opencode-ai","version":"1.18.33"}')
  writeFileSync(path.join(folder, 'bin', 'opencode'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  const specs = agentSpecs({})
  const found = findAgents(specs.ok ? specs.value : [], { PATH: path.join(folder, 'bin') })
  const byId = Object.fromEntries(found.map((agent) => [agent.id, agent]))
  expect(byId['demo']).toMatchObject({ state: 'ready', remedy: null })
  expect(byId['opencode']).toMatchObject({ state: 'login_unknown', version: '1.18.33' })
  expect(byId['codex']).toMatchObject({
    state: 'missing',
    version: null,
    remedy: expect.stringContaining('npm install'),
  })
})

test('the launch line: own arguments, the model where it is chosen at the start, the environment by precedence', () => {
  const home = temporaryFolder()
  const spec = toySpec('answer', { modelFlag: '-m', env: { A: 'preset', B: 'preset' }, passed: ['B', 'C'] })
  const turn = { agent: { id: 'toy', model: 'big' }, worktree: home }
  const launch = launchOf(spec, turn, { home, environment: { ...testEnvironment(home), B: 'user', D: 'never' } })
  expect(launch).toMatchObject({ command: process.execPath, args: [spec.command, 'answer', '-m', 'big'], cwd: home })
  expect(launch?.env).toMatchObject({ A: 'preset', B: 'user' })
  expect(Object.keys(launch?.env ?? {})).not.toContain('C')
  expect(Object.keys(launch?.env ?? {})).not.toContain('D')
  expect(() => launchOf(spec, { ...turn, worktree: path.join(home, 'absent') }, { home, environment: {} })).toThrow(
    'ENOENT',
  )
})
