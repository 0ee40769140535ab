import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { agentSpecs } from '../../electron/agents/catalog.ts'
import { findExecutable } from '../../electron/agents/executable.ts'
import { findAgents } from '../../electron/agents/found-agents.ts'
import { launchOf, ownVariables } from '../../electron/agents/launch.ts'
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
  const ids = specs.ok ? specs.value.map(({ id }) => id) : []
  expect(ids.slice(0, 5)).toEqual(['demo', 'opencode', 'codex', 'claude', 'gemini'])
  expect(ids).toEqual(expect.arrayContaining(['copilot', 'qwen', 'cursor', 'goose']))
  expect(new Set(ids).size).toBe(ids.length)
})

test.each([
  ['{ "agents": ', /settings\.json, line 1: not JSON/],
  ['{ "agents": { "mine": { "env": { "KEY": sk-abc } } } }', /not JSON: Unexpected token 's'$/],
  ['[]', /settings\.json: the file: .*object/],
  ['{ "mcpServers": { "triptych_submit": { "command": "x" } } }', /mcpServers\.triptych_submit/],
  ['{ "agents": { "mine": { "command": 7 } } }', /agents\.mine\.command: .*string/],
  ['{ "agents": { "mine": { "command": "./bin/agent" } } }', /agents\.mine\.command: .*absolute path/],
  ['{ "agents": { "mine": { "command": "x", "arguments": [] } } }', /agents\.mine: .*arguments/],
  ['{ "agents": { "mine": { "command": "x", "env": { "A-B": "1" } } } }', /agents\.mine\.env\.A-B/],
  ['{ "agents": { "My Agent": { "command": "x" } } }', /agents\.My Agent: .*lower case letters/],
  ['{ "agents": { "mine": { "command": "x", "args": ["a\\u0000b"] } } }', /agents\.mine\.args\.0: .*NUL/],
  ['{ "agents": { "mine": { "command": "x", "env": { "TRIPTYCH_CHILD": "1" } } } }', /TRIPTYCH_CHILD: .*own/],
  ['{ "mcpServers": { "a": { "command": "x", "role": [] } } }', /mcpServers\.a: Unrecognized key: "role"$/],
  ['{ "mcpServers": { "a": { "url": "ftp://x" } } }', /mcpServers\.a\.url: /],
  ['{ "agents": { "A": {}, "B": {}, "C": {}, "D": {}, "E": {}, "F": {}, "G": {} } }', /; and 2 more$/],
  [' '.repeat(1_100_000), /settings\.json: is larger than 1024 KiB/],
  ['{ "agents": { "mine": { "command": "x", "output": "json" } } }', /agents\.mine\.driver: .*"command"/],
  [
    '{ "agents": { "mine": { "command": "x", "driver": "command", "prompt": "file", "args": ["-p"] } } }',
    /agents\.mine\.args: .*\{promptFile\}/,
  ],
])('settings that are refused: %s', (settings, message) => {
  const result = readSettings(homeWith(settings))
  expect(result.ok).toBe(false)
  if (!result.ok)
    expect(result.error).toMatchObject({ code: 'settings_invalid', message: expect.stringMatching(message) })
})

test('a folder in the place of the settings is refused; a mark that an editor puts first is passed over', () => {
  const home = temporaryFolder()
  mkdirSync(path.join(home, 'settings.json'))
  expect(readSettings(home)).toMatchObject({ ok: false, error: { message: expect.stringMatching(/is not a file\.$/) } })
  expect(readSettings(homeWith('\uFEFF{}'))).toMatchObject({ ok: true })
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
    family: 'opencode',
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

const specsOf = (...ids: string[]) => {
  const specs = agentSpecs({})
  return specs.ok ? specs.value.filter(({ id }) => ids.includes(id)) : []
}

test('an agent whose ACP adapter is missing: what is missing is said, and how to get it', () => {
  const bin = temporaryFolder()
  writeFileSync(path.join(bin, 'codex'), '#!/bin/sh\n', { mode: 0o755 })
  const [codex, claude] = findAgents(specsOf('codex', 'claude'), { PATH: bin })
  expect(codex).toMatchObject({ state: 'missing', remedy: expect.stringMatching(/^Codex itself is here.*codex-acp`/) })
  expect(claude).toMatchObject({
    state: 'missing',
    remedy: expect.stringMatching(/^Install it with .*claude-agent-acp`/),
  })
})

test('logged in by a file, by a variable that it will get, by a stored secret; a variable that it will not get shows nothing', () => {
  const home = temporaryFolder()
  for (const name of ['codex-acp', 'gemini', 'claude-agent-acp'])
    writeFileSync(path.join(home, name), '#!/bin/sh\n', { mode: 0o755 })
  const states = (environment: Record<string, string>, secrets: string[] = []) =>
    findAgents(
      specsOf('codex', 'gemini', 'claude'),
      { PATH: home, HOME: home, ...environment },
      { platform: 'linux', secretNames: (id) => (id === 'claude' ? secrets : []) },
    ).map(({ state }) => state)
  expect(states({})).toEqual(['login_needed', 'login_needed', 'login_needed'])
  expect(states({ OPENAI_API_KEY: 'k', GEMINI_API_KEY: 'k' })).toEqual(['login_needed', 'login_needed', 'ready'])
  expect(states({}, ['ANTHROPIC_API_KEY'])).toEqual(['login_needed', 'ready', 'login_needed'])
  mkdirSync(path.join(home, '.codex'))
  writeFileSync(path.join(home, '.codex', 'auth.json'), 'never read')
  expect(states({})).toEqual(['ready', 'login_needed', 'login_needed'])
  expect(states({ CODEX_HOME: '/elsewhere' })).toEqual(['login_needed', 'login_needed', 'login_needed'])
})

test('Codex is told to use a key of its own where there is one', () => {
  const [codex] = specsOf('codex')
  const variables = (environment: Record<string, string>, secrets = {}) =>
    codex && ownVariables(codex, environment, secrets)['DEFAULT_AUTH_REQUEST']
  expect(variables({ CODEX_API_KEY: 'k' })).toBe('{"methodId":"api-key"}')
  expect(variables({}, { CODEX_API_KEY: 'k' })).toBe('{"methodId":"api-key"}')
  expect(variables({ OPENAI_API_KEY: 'k' })).toBeUndefined()
})

test('on Windows, where npm puts batch files on PATH, the script of the package is run', () => {
  const prefix = temporaryFolder()
  const root = path.join(prefix, 'node_modules', '@scope', 'tool')
  mkdirSync(root, { recursive: true })
  writeFileSync(path.join(root, 'package.json'), '{"name":"@scope/tool","bin":{"tool":"cli.js"}}')
  writeFileSync(path.join(root, 'cli.js'), '')
  writeFileSync(path.join(prefix, 'tool.cmd'), '@node cli.js')
  const script = path.join(root, 'cli.js')
  const environment = { Path: prefix }
  expect(findExecutable('tool', environment, '@scope/tool', 'win32')).toMatchObject({ leadingArgs: [script] })
  expect(findExecutable('tool', environment, null, 'win32')).toBeNull()
  expect(findExecutable('other', environment, '@scope/tool', 'win32')).toBeNull()
})

test('the launch line: own arguments, the model where it is chosen at the start, the environment by precedence', () => {
  const home = temporaryFolder()
  const spec = toySpec('answer', { modelFlag: '-m', env: { A: 'preset', B: 'preset' }, passed: ['B', 'C'] })
  const turn = { agent: { id: 'toy', model: 'big' }, worktree: home }
  const launch = launchOf(
    spec,
    turn,
    { home, environment: { ...testEnvironment(home), B: 'user', D: 'never' } },
    { A: 'secret' },
  )
  expect(launch).toMatchObject({ command: process.execPath, args: [spec.command, 'answer', '-m', 'big'], cwd: home })
  expect(launch?.env).toMatchObject({ A: 'secret', B: 'user' })
  expect(Object.keys(launch?.env ?? {})).not.toContain('C')
  expect(Object.keys(launch?.env ?? {})).not.toContain('D')
  expect(() => launchOf(spec, { ...turn, worktree: path.join(home, 'absent') }, { home, environment: {} }, {})).toThrow(
    'ENOENT',
  )
})
