import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { z } from 'zod'
import { NO_FILE, readSettingsFile } from '../../electron/settings.ts'
import { changedText } from '../../electron/settings-change.ts'
import { keepSettings } from '../../electron/settings-keeper.ts'
import { settingsView } from '../../electron/views/settings-view.ts'
import { DEFAULT_RUN_CONFIG } from '../../shared/config.ts'
import { SETTING_NOTES } from '../../shared/settings/notes.ts'
import { DEFAULT_SETTINGS, settingsSchema } from '../../shared/settings/settings.ts'
import { temporaryFolder } from '../store/support.ts'

function world(text?: string) {
  const home = temporaryFolder()
  const file = path.join(home, 'settings.json')
  if (text !== undefined) writeFileSync(file, text)
  return { home, file }
}

function kept(text?: string, nowMs?: () => number) {
  const { home, file } = world(text)
  const keeper = keepSettings(home, nowMs)
  onTestFinished(keeper.close)
  return { home, file, keeper }
}

test('every setting has its note, and every note its setting', () => {
  const members = (schema: z.core.$ZodType, at: string): string[] => {
    const shape =
      Reflect.get(schema, 'shape') ?? Reflect.get(Object(Reflect.get(schema._zod.def, 'innerType')), 'shape')
    const isPart =
      at === '' || ['roles', 'limits', 'permissions', 'retention', 'appearance', 'desktop', 'attention'].includes(at)
    if (!isPart) return [at]
    expect(shape, at).toBeDefined()
    return Object.keys(shape).flatMap((name) => members(shape[name], at === '' ? name : `${at}.${name}`))
  }
  expect(members(settingsSchema, '').sort()).toEqual(Object.keys(SETTING_NOTES).sort())
})

test('what nothing is set for is what a run always began with', () => {
  const { policy, limits, sandbox } = DEFAULT_SETTINGS
  expect({ policy, limits, sandbox }).toEqual({
    policy: DEFAULT_RUN_CONFIG.policy,
    limits: DEFAULT_RUN_CONFIG.limits,
    sandbox: DEFAULT_RUN_CONFIG.sandbox,
  })
})

test.each([
  ['{\n  "retention": {\n    "days": "long"\n  }\n}', 3, 'retention.days', /line 3: retention\.days: .*number/],
  ['{\n  "agents": {\n    "mine": {} },\n  "limits": { "turn": 3 } }', 4, 'limits', /line 4: limits: Unrecognized key/],
  ['{\n  "policy": "never"\n}', 2, 'policy', /line 2: policy: /],
  ['{\n  "policy": supervised\n}', 2, null, /line 2: not JSON/],
  [
    '{ "repositories": {\n "code/shop": {} } }',
    2,
    'repositories.code/shop',
    /line 2: repositories\.code\/shop: .*whole path/,
  ],
  ['[]', null, null, /settings\.json: the file: /],
])('what is wrong is told with its line and its key: %j', (text, line, key, message) => {
  const { settings } = readSettingsFile(world(text).home)
  expect(settings).toMatchObject({ ok: false, error: { line, key, message: expect.stringMatching(message) } })
})

test('a change keeps everything else as it is: order, indentation, what this version does not know', () => {
  const text = '{\n\t"later": { "x": [1, 2] },\n\t"policy": "supervised",\n\t"retention": { "days": 3 }\n}\n'
  const changes = [
    { path: ['policy'], value: 'every_task' },
    { path: ['retention', 'days'] },
    { path: ['limits', 'turns'], value: null },
  ]
  expect(changedText(text, changes)).toBe(
    '{\n\t"later": {\n\t\t"x": [\n\t\t\t1,\n\t\t\t2\n\t\t]\n\t},\n\t"policy": "every_task",\n\t"limits": {\n\t\t"turns": null\n\t}\n}\n',
  )
  expect(changedText(null, [{ path: ['sandbox'], value: 'off' }])).toBe('{\n  "sandbox": "off"\n}\n')
  const odd = changedText('{"__proto__":{"a":1}}', [{ path: ['sandbox'], value: 'off' }])
  expect(odd.replaceAll(/\s/g, '')).toBe('{"__proto__":{"a":1},"sandbox":"off"}')
})

test('a file is made where there is none, for its person alone', () => {
  const { keeper, file } = kept()
  const changed = keeper.change(NO_FILE, [{ path: ['appearance', 'theme'], value: 'dark' }])
  expect(changed).toMatchObject({ ok: true, value: { going: { value: { appearance: { theme: 'dark' } } } } })
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ appearance: { theme: 'dark' } })
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('of two who change what they were both shown, the second is told, and nothing of the first is lost', () => {
  const { keeper, home, file } = kept('{ "policy": "supervised" }')
  const { revision } = keeper.state().file
  const other = keepSettings(home)
  onTestFinished(other.close)
  expect(keeper.change(revision, [{ path: ['policy'], value: 'every_task' }]).ok).toBe(true)
  const second = other.change(revision, [{ path: ['sandbox'], value: 'off' }])
  expect(second).toMatchObject({ ok: false, error: { code: 'stale' } })
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ policy: 'every_task' })
})

test('what could not be read back is not written, nor anything to a file that cannot be read', () => {
  const { keeper, file } = kept('{ "policy": "supervised" }')
  const { revision } = keeper.state().file
  const refused = keeper.change(revision, [{ path: ['limits', 'turns'], value: -1 }])
  expect(refused).toMatchObject({ ok: false, error: { message: expect.stringMatching(/limits\.turns/) } })
  expect(readFileSync(file, 'utf8')).toBe('{ "policy": "supervised" }')
  writeFileSync(file, '{ "policy": "superv')
  const broken = keeper.change(keeper.state().file.revision, [{ path: ['sandbox'], value: 'off' }])
  expect(broken).toMatchObject({ ok: false, error: { code: 'settings_invalid' } })
  expect(readFileSync(file, 'utf8')).toBe('{ "policy": "superv')
})

test.skipIf(process.platform === 'win32')('a link to a file elsewhere stays a link', () => {
  const { home, file } = world()
  const elsewhere = path.join(home, 'dotfiles')
  mkdirSync(elsewhere)
  writeFileSync(path.join(elsewhere, 'triptych.json'), '{ "sandbox": "off" }')
  symlinkSync(path.join(elsewhere, 'triptych.json'), file)
  const keeper = keepSettings(home)
  onTestFinished(keeper.close)
  expect(keeper.change(keeper.state().file.revision, [{ path: ['sandbox'] }]).ok).toBe(true)
  expect(lstatSync(file).isSymbolicLink()).toBe(true)
  expect(JSON.parse(readFileSync(path.join(elsewhere, 'triptych.json'), 'utf8'))).toEqual({})
})

test('a broken file changes nothing but what is told; what was read of it before goes on', () => {
  const { keeper, file } = kept('{ "policy": "every_task" }')
  writeFileSync(file, '{ "policy": "every_task", }')
  expect(keeper.read()).toMatchObject({ ok: true, value: { policy: 'every_task' } })
  expect(keeper.state()).toMatchObject({ problem: { line: 1, message: expect.stringMatching(/not JSON/) } })
  writeFileSync(file, '{ "policy": "unattended" }')
  expect(keeper.read()).toMatchObject({ ok: true, value: { policy: 'unattended' } })
  expect(keeper.state().problem).toBeNull()
})

test('a file that was never readable is refused: what a person allows cannot be guessed', () => {
  expect(kept('{').keeper.read()).toMatchObject({ ok: false, error: { code: 'settings_invalid' } })
})

test('a moment without the file is an editor that puts another in its place; then it is gone', () => {
  let nowMs = 0
  const { keeper, file } = kept('{ "sandbox": "require" }', () => nowMs)
  rmSync(file)
  expect(keeper.read()).toMatchObject({ ok: true, value: { sandbox: 'require' } })
  nowMs = 1_500
  expect(keeper.read()).toMatchObject({ ok: true, value: { sandbox: 'auto' } })
})

test('who listens hears of each change, by whomever, also of a file that is put in the place of the other', async () => {
  const { keeper, home, file } = kept('{ "policy": "supervised" }')
  const heard = vi.fn()
  keeper.subscribe(({ going }) => heard(going.ok ? going.value.policy : 'refused'))
  const another = path.join(home, 'settings.json~')
  writeFileSync(another, '{ "policy": "unattended" }')
  renameSync(another, file)
  await vi.waitFor(() => expect(heard).toHaveBeenLastCalledWith('unattended'), { timeout: 30_000 })
  keeper.change(keeper.state().file.revision, [{ path: ['policy'] }])
  expect(heard).toHaveBeenLastCalledWith('supervised')
  rmSync(file)
  await vi.waitFor(() => expect(existsSync(file)).toBe(false))
  const calls = heard.mock.calls.length
  await vi.waitFor(() => expect(heard.mock.calls.length).toBeGreaterThan(calls), { timeout: 30_000 })
})

test('a window sees what is set, and no value that may be a secret', () => {
  const { keeper, home } = kept(`{
    "theme": "dark", "policy": "every_task", "retention": { "days": null },
    "agents": { "mine": { "command": "my-agent", "args": ["--key", "sk-12345678"], "env": { "API_KEY": "sk-12345678" } } },
    "mcpServers": { "notes": { "url": "https://notes.example/mcp", "headers": { "Authorization": "Bearer sk-12345678" } } },
    "repositories": { "/code/shop": { "setup": { "commands": ["npm ci"], "copy": [".env"] } } }
  }`)
  const view = settingsView(path.join(home, 'settings.json'), keeper.state(), (text) =>
    text.replaceAll('sk-12345678', '[secret API_KEY]'),
  )
  expect(JSON.stringify(view)).not.toContain('sk-12345678')
  expect(view).toMatchObject({
    set: ['agents', 'policy', 'mcpServers', 'repositories', 'retention.days'],
    unknown: ['theme'],
    problem: null,
    settings: {
      policy: 'every_task',
      agents: [{ id: 'mine', command: 'my-agent', args: ['--key', '[secret API_KEY]'], variables: ['API_KEY'] }],
      mcpServers: [{ name: 'notes', where: 'https://notes.example/mcp', variables: ['Authorization'] }],
      repositories: [{ path: '/code/shop', setup: { commands: ['npm ci'], copy: ['.env'] } }],
    },
  })
})
