import { expect, test } from 'vitest'
import { type LoginTraces, loginState } from '../../electron/agents/login-traces.ts'

const TRACES: LoginTraces = {
  variables: ['A_KEY'],
  folder: { variable: 'A_HOME', below: 'a', usual: '.a' },
  files: ['auth.json'],
  otherwise: { unlessAnyOf: ['config.toml'], on: ['linux'] },
}
const UNKNOWN: LoginTraces = { ...TRACES, otherwise: 'unknown' }

const look = (
  traces: LoginTraces | null,
  environment: Record<string, string>,
  files: string[] = [],
  platform: NodeJS.Platform = 'linux',
) => loginState(traces, { environment, platform, exists: (file) => files.includes(file) })

const HOME = { HOME: '/u' }

test.each([
  ['nothing is known of its log-in', look(null, HOME), { state: 'login_unknown' }],
  ['a key', look(TRACES, { A_KEY: 'k' }), { state: 'ready', by: 'A_KEY' }],
  ['an empty key is none', look(TRACES, { ...HOME, A_KEY: '' }), { state: 'login_needed' }],
  ['its file', look(TRACES, HOME, ['/u/.a/auth.json']), { state: 'ready', by: '/u/.a/auth.json' }],
  ['its file, elsewhere', look(TRACES, { A_HOME: '/x' }, ['/x/a/auth.json']), { state: 'ready', by: '/x/a/auth.json' }],
  [
    'the usual place does not count then',
    look(TRACES, { ...HOME, A_HOME: '/x' }, ['/u/.a/auth.json']),
    { state: 'login_needed' },
  ],
  ['none of it', look(TRACES, HOME), { state: 'login_needed' }],
  ['none of it, but a configuration', look(TRACES, HOME, ['/u/.a/config.toml']), { state: 'login_unknown' }],
  ['none of it, where a keychain may hold it', look(TRACES, HOME, [], 'darwin'), { state: 'login_unknown' }],
  ['none of it, where that proves nothing', look(UNKNOWN, HOME), { state: 'login_unknown' }],
  ['no home folder', look(TRACES, {}), { state: 'login_unknown' }],
  ['a home folder on Windows', look(TRACES, { USERPROFILE: '/u' }, ['/u/.a/auth.json'], 'win32'), { state: 'ready' }],
])('%s', (_what, found, expected) => {
  expect(found).toMatchObject(expected)
})
