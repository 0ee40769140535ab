import { expect, test } from 'vitest'
import { redactedCommands, redactedMcp } from '../../electron/secrets/redacted-ports.ts'
import { createRedactor } from '../../electron/secrets/redactor.ts'
import { secretsInDiff } from '../../electron/secrets/secrets-in-diff.ts'
import { systemKeyStore } from '../../electron/secrets/system-key-store.ts'

const redactor = createRedactor([{ name: 'TOKEN', value: 'correct horse' }])

test.each([
  ['+a correct horse\n', ['TOKEN']],
  ['+++ b/correct horse.txt\n', ['TOKEN']],
  ['-a correct horse\n a correct horse\n', []],
  [`+${btoa('correct horse')}\n`, ['TOKEN']],
  ['+correct\n+ horse\n', []],
])('what a diff adds: %j', (diff, names) => {
  expect(secretsInDiff(Buffer.from(diff), redactor)).toEqual(names)
})

test('the log of a command is without secrets before anything is made of it', async () => {
  const outcome = { exitCode: 0, signal: null, timedOut: false, aborted: false, durationMs: 1 }
  const log = Buffer.from('a correct horse\n')
  const commands = redactedCommands({ runShell: async () => ({ ...outcome, log }) }, () => redactor)
  const signal = new AbortController().signal
  const told = await commands.runShell({
    command: 'x',
    cwd: '/',
    gitDir: '/',
    sandbox: 'off',
    timeoutMs: 1,
    maxBytes: 1,
    signal,
  })
  expect(new TextDecoder().decode(told.log)).toBe('a [secret TOKEN]\n')
})

test('what MCP servers say is without secrets, how they are started is whole', async () => {
  const launch = { kind: 'http', name: 'web', url: 'http://127.0.0.1:1/', headers: { x: 'correct horse' } } as const
  const server = { name: 'web', hash: 'h', commandLine: 'run correct horse', tools: ['correct horse'], launch }
  const failed = [{ name: 'other', problem: 'it said correct horse' }]
  const mcp = redactedMcp({ serversFor: async () => ({ servers: [server], failed }) }, () => redactor)
  expect(await mcp.serversFor('checker', new AbortController().signal)).toEqual({
    servers: [{ ...server, commandLine: 'run [secret TOKEN]', tools: ['[secret TOKEN]'] }],
    failed: [{ name: 'other', problem: 'it said [secret TOKEN]' }],
  })
})

test.each([
  { platform: 'linux', available: true, backend: 'gnome_libsecret', has: true },
  { platform: 'linux', available: true, backend: 'kwallet6', has: true },
  { platform: 'linux', available: true, backend: 'basic_text', has: false },
  { platform: 'linux', available: true, backend: 'unknown', has: false },
  { platform: 'linux', available: false, backend: 'gnome_libsecret', has: false },
  { platform: 'darwin', available: true, backend: 'none: Linux only', has: true },
  { platform: 'win32', available: false, backend: 'none: Linux only', has: false },
] as const)('a key store: $platform, $available, $backend: $has', ({ platform, available, backend, has }) => {
  // Stands in for Electron's safeStorage.
  const storage = {
    isEncryptionAvailable: () => available,
    getSelectedStorageBackend: () => {
      if (platform !== 'linux') throw new Error('getSelectedStorageBackend is there on Linux only')
      return backend
    },
    encryptString: (text: string) => Buffer.from(text).reverse(),
    decryptString: (encrypted: Buffer) => Buffer.from(encrypted).reverse().toString(),
  }
  const keyStore = systemKeyStore(storage, platform)
  expect(keyStore !== null).toBe(has)
  if (keyStore) expect(keyStore.decrypt(keyStore.encrypt('correct horse'))).toBe('correct horse')
})
