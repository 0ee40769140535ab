import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { askVersion, versionIn } from '../electron/agents/agent-version.ts'
import { agentSpecs } from '../electron/agents/catalog.ts'
import type { FoundAgent } from '../electron/agents/found-agents.ts'
import { runChecks } from '../electron/doctor.ts'
import { agentChecks, loginShellCheck } from '../electron/doctor-agents.ts'
import { makeTempFolder } from './support/repository.ts'

const agent = (id: string, part: Partial<FoundAgent>): FoundAgent => ({
  ...{ id, name: id.toUpperCase(), family: id, version: '1.2', verified: '1.2' },
  ...{ state: 'ready', login: null, remedy: null },
  ...part,
})

test.each([
  [{ login: 'A_KEY' }, 'ok', 'A 1.2: found, logged in (by A_KEY)'],
  [{ login: 'f', verified: '1.1' }, 'ok', 'A 1.2: found, logged in (by f); tried with Triptych at 1.1'],
  [{ login: 'f', verified: null }, 'ok', 'A 1.2: found, logged in (by f); not tried with Triptych'],
  [{ state: 'login_needed', remedy: 'Log in.' }, 'warning', 'A 1.2: found, not logged in'],
  [{ state: 'login_unknown', version: null }, 'ok', 'A: found; a log-in shows only in use'],
  [{ state: 'missing', version: null, remedy: 'Install.' }, 'ok', 'A: not installed'],
] as const)('an agent: %j', (part, level, text) => {
  expect(agentChecks([agent('a', part)], [])[0]).toMatchObject({ id: 'agent a', level, text })
})

test('agents that are neither here nor tried share a line, but one of the settings is named; a machine with none is warned', () => {
  const absent = { state: 'missing', verified: null } as const
  const checks = agentChecks([agent('a', absent), agent('b', absent), agent('mine', absent)], ['mine'])
  expect(checks.map(({ id }) => id)).toEqual(['agent mine', 'other agents', 'agents'])
  expect(checks[1]?.text).toContain('A, B.')
  expect(checks[1]?.remedy).toBe('How one is installed: triptych doctor --try a|b')
  expect(checks[2]).toMatchObject({ level: 'warning' })
})

test('the login shell: not asked, read, or a warning with what to do', () => {
  expect(loginShellCheck(null)).toMatchObject({ level: 'ok' })
  expect(loginShellCheck({ shell: '/bin/zsh', folders: ['/opt/a'], problem: null })).toMatchObject({
    level: 'ok',
    text: '/bin/zsh: its PATH adds /opt/a',
  })
  expect(loginShellCheck({ shell: '/bin/zsh', folders: [], problem: 'it hangs.' })).toMatchObject({
    level: 'warning',
    text: '/bin/zsh did not tell its environment: it hangs.',
    remedy: expect.stringContaining('from a terminal'),
  })
})

test('a program without a package.json is asked for its version, with an explicit environment', async () => {
  const bin = makeTempFolder('bin')
  const goose = (script: string) => writeFileSync(path.join(bin, 'goose'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  const specs = agentSpecs({ mine: { command: path.join(bin, 'goose') } })
  const find = (id: string) => (specs.ok ? specs.value.find((spec) => spec.id === id) : undefined)
  const ask = async (id: string) => {
    const spec = find(id)
    return spec && askVersion(spec, { PATH: `${bin}:/usr/bin:/bin`, SECRET: '9.9' })
  }
  goose(`echo "goose $SECRET 1.50.1-beta"`)
  expect(await ask('goose')).toBe('1.50.1-beta')
  expect(await ask('mine')).toBeNull() // What it does with --version is not known.
  goose('exit 3')
  expect(await ask('goose')).toBeNull()
})

test.each([
  ['goose 1.50.1', '1.50.1'],
  ['cursor v2026.10.01-e373342 (linux)', '2026.10.01-e373342'],
  ['no number', null],
])('the version in %j', (text, version) => {
  expect(versionIn(text)).toBe(version)
})

test('settings that cannot be read or that nothing reads, roles that nobody can play, MCP servers, and a program of one that is not there', async () => {
  const home = makeTempFolder('home')
  const environment = { PATH: '/usr/bin:/bin' }
  const mcpServers = {
    files: { command: 'sh', args: ['-c', 'true'], roles: ['checker'] },
    gone: { command: 'not-there' },
  }
  writeFileSync(path.join(home, 'settings.json'), JSON.stringify({ mcpServers }))
  const checks = await runChecks({ home, environment })
  expect(checks).toContainEqual(expect.objectContaining({ id: 'settings', level: 'ok' }))
  expect(checks).toContainEqual({ id: 'mcp files', level: 'ok', text: 'sh -c true, given to checker', remedy: null })
  expect(checks).toContainEqual(
    expect.objectContaining({ id: 'mcp gone', level: 'warning', remedy: expect.stringContaining('mcpServers.gone') }),
  )
  const misspelt = { permission: { reject: [] }, roles: { checker: { id: 'hal' }, strategy: { id: 'demo' } } }
  writeFileSync(path.join(home, 'settings.json'), JSON.stringify(misspelt))
  const warned = (await runChecks({ home, environment })).filter(({ level }) => level === 'warning')
  expect(warned).toContainEqual(
    expect.objectContaining({ id: 'settings', text: expect.stringContaining('nothing reads permission.') }),
  )
  expect(warned.filter(({ id }) => id.startsWith('role'))).toEqual([
    expect.objectContaining({ id: 'role checker', text: 'settings.json says hal; there is no such agent.' }),
  ])
  writeFileSync(path.join(home, 'settings.json'), '{')
  expect(await runChecks({ home, environment })).toContainEqual(
    expect.objectContaining({ id: 'settings', level: 'error' }),
  )
})
