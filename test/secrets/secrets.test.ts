import { execFile } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { checkSecrets } from '../../electron/secrets/check-secrets.ts'
import { folderSecrets } from '../../electron/secrets/folder-secrets.ts'
import type { KeyStore } from '../../electron/secrets/key-store.ts'
import { secretFile } from '../../electron/secrets/secret-file.ts'
import { makeTempFolder } from '../support/repository.ts'
import { fakeKeyStore } from './fake-key-store.ts'

function open(home: string, keyStore: KeyStore | null = null, environment: Record<string, string> = {}) {
  return folderSecrets({ home, environment }, () => keyStore)
}
const textOf = (home: string): string => readFileSync(secretFile(home), 'utf8')

test('without a key store: a file for its owner only, and each agent gets its own', () => {
  const home = path.join(makeTempFolder('home'), 'not-yet-there')
  const secrets = open(home)
  expect(secrets.view()).toEqual({ ok: true, value: { store: 'file', secrets: [] } })
  secrets.set('codex', 'OPENAI_API_KEY', 'value of codex')
  secrets.set('claude', 'ANTHROPIC_API_KEY', 'first of claude')
  const view = secrets.set('claude', 'ANTHROPIC_API_KEY', 'value of claude')
  expect(view).toEqual({
    ok: true,
    value: {
      store: 'file',
      secrets: [
        { agentId: 'codex', name: 'OPENAI_API_KEY', usable: true },
        { agentId: 'claude', name: 'ANTHROPIC_API_KEY', usable: true },
      ],
    },
  })
  expect(statSync(secretFile(home)).mode & 0o777).toBe(0o600)
  expect(readdirSync(home)).toEqual(['secrets.json', 'secrets.lock'])
  const of = (agent: string) => open(home).of(agent)
  expect(of('claude')).toEqual({ ok: true, value: { env: { ANTHROPIC_API_KEY: 'value of claude' }, unreadable: [] } })
  expect(of('gemini')).toEqual({ ok: true, value: { env: {}, unreadable: [] } })
  secrets.remove('claude', 'ANTHROPIC_API_KEY')
  expect(of('claude')).toEqual({ ok: true, value: { env: {}, unreadable: [] } })
  expect(textOf(home)).not.toContain('claude')
})

test('processes that store at the same time lose nothing of each other', async () => {
  const home = makeTempFolder('home')
  const store = `
    const { folderSecrets } = await import(${JSON.stringify(path.resolve('electron/secrets/folder-secrets.ts'))})
    const secrets = folderSecrets({ home: ${JSON.stringify(home)}, environment: {} }, () => null)
    for (let n = 0; n < 20; n++) secrets.set('claude', process.argv[1] + n, 'value of ' + n)`
  const run = (name: string) => promisify(execFile)(process.execPath, ['--input-type=module', '-e', store, name])
  await Promise.all(['A', 'B', 'C'].map(run))
  const view = open(home).view()
  expect(view.ok && view.value.secrets).toHaveLength(60)
})

test('with a key store the file holds nothing that could be read; without it, or with another one, the agent goes without', () => {
  const home = makeTempFolder('home')
  const keyStore = fakeKeyStore()
  expect(open(home, keyStore).set('claude', 'KEY', 'correct horse')).toMatchObject({ value: { store: 'keystore' } })
  expect(textOf(home)).not.toContain('correct horse')
  expect(textOf(home)).not.toContain(Buffer.from('correct horse').toString('base64'))
  expect(open(home, keyStore).of('claude')).toEqual({
    ok: true,
    value: { env: { KEY: 'correct horse' }, unreadable: [] },
  })
  for (const other of [null, fakeKeyStore()]) {
    expect(open(home, other).of('claude')).toEqual({ ok: true, value: { env: {}, unreadable: ['KEY'] } })
    expect(open(home, other).view()).toMatchObject({ value: { secrets: [{ usable: false }] } })
  }
})

test('what is hidden: secrets of all agents, variables that agents are passed, what the settings hold; nothing else', () => {
  const home = makeTempFolder('home')
  writeFileSync(
    path.join(home, 'settings.json'),
    JSON.stringify({
      agents: { mine: { command: 'mine', env: { MY_TOKEN: 'token of settings', COLOUR: 'rather blue' } } },
      mcpServers: {
        files: { command: 'files', env: { FILES_PASSWORD: 'password of files' } },
        web: { url: 'http://127.0.0.1:1/', headers: { Authorization: 'Bearer credential-of-web' } },
      },
    }),
  )
  const environment = {
    ANTHROPIC_API_KEY: 'key of the environment',
    UNRELATED_KEY: 'never passed on',
    PATH: '/usr/bin:/bin',
  }
  const secrets = open(home, null, environment)
  secrets.set('codex', 'A', 'value of codex')
  const text = [
    ...['value of codex', 'token of settings', 'rather blue', 'password of files', 'credential-of-web'],
    ...['key of the environment', 'never passed on', '/usr/bin:/bin'],
  ].join('; ')
  expect(secrets.redactor().text(text)).toBe(
    '[secret A]; [secret MY_TOKEN]; rather blue; [secret FILES_PASSWORD]; [secret Authorization]; [secret ANTHROPIC_API_KEY]; never passed on; /usr/bin:/bin',
  )
  expect(secrets.redactor()).toBe(secrets.redactor())
  secrets.set('codex', 'B', 'another of codex')
  expect(secrets.redactor().text('another of codex')).toBe('[secret B]')
})

test.each([
  ['1KEY', 'long enough', /no name of a variable/],
  ['A B', 'long enough', /no name of a variable/],
  ['KEY', '7 chars', /7 characters; 8 are the least/],
  ['KEY', 'x'.repeat(10_001), /10001 characters; 10000 is the limit/],
  ['KEY', 'with a \0 inside', /NUL/],
  ['KEY', 'bytes \uFFFD\uFFFD of another encoding', /not text in UTF-8/],
  ['KEY', '\n        \n\n', /0 characters/],
  ['PATH', '/usr/local/bin', /PATH decides how programs run/],
  ['LD_PRELOAD', '/tmp/hook.so', /LD_PRELOAD decides/],
  ['Node_Options', '--require /tmp/hook.js', /decides/],
  ['TRIPTYCH_CHILD', 'long enough', /decides/],
])('%s is refused', (name, value, message) => {
  const home = makeTempFolder('home')
  const refused = open(home).set('claude', name, value)
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'secret_refused', message: expect.stringMatching(message) },
  })
  expect(JSON.stringify(refused)).not.toContain(value)
  expect(readdirSync(home)).toEqual([])
})

test.each([
  ['{"v":1,"secrets":[{"agentId":"a","name":"KEY","store":"file","value":', /not JSON/],
  ['{"v":1,"secrets":[{"agentId":"a","name":"KEY","store":"cloud","value":"correct horse"}]}', /secrets\.0\.store/],
])('a damaged file is told about without what it holds, and never written over: %#', (text, message) => {
  const home = makeTempFolder('home')
  writeFileSync(secretFile(home), text)
  const secrets = open(home)
  for (const answer of [secrets.view(), secrets.set('a', 'B', 'long enough'), secrets.of('a')]) {
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'secrets_invalid', message: expect.stringMatching(message) },
    })
    expect(JSON.stringify(answer)).not.toContain('correct')
  }
  expect(textOf(home)).toBe(text)
  expect(secrets.redactor().isEmpty).toBe(true)
  expect(checkSecrets(home, false)).toMatchObject({ level: 'error', text: expect.stringMatching(message) })
})

test('doctor says how secrets are kept', () => {
  const home = makeTempFolder('home')
  expect(checkSecrets(home, false)).toMatchObject({ level: 'ok', text: 'none is stored' })
  open(home, fakeKeyStore()).set('claude', 'KEY', 'correct horse')
  expect(checkSecrets(home, true)).toMatchObject({ level: 'ok', text: '1, encrypted by the system’s key store' })
  expect(checkSecrets(home, false)).toMatchObject({ level: 'ok', text: expect.stringContaining('only the desktop') })
  open(home).set('codex', 'KEY', 'battery staple')
  expect(checkSecrets(home, true)).toMatchObject({ level: 'warning', text: expect.stringContaining('1 of 2 are not') })
  chmodSync(secretFile(home), 0o644)
  expect(checkSecrets(home, true)).toMatchObject({ level: 'warning', remedy: `chmod 600 ${secretFile(home)}` })
})
