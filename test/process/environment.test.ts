import { expect, test } from 'vitest'
import { childEnvironment } from '../../electron/process/environment.ts'

test('only what is on the list passes, then the additions', () => {
  const parent = {
    PATH: '/usr/bin',
    HOME: '/home/a',
    LC_TIME: 'de_DE.UTF-8',
    https_proxy: 'http://127.0.0.1:1',
    NODE_EXTRA_CA_CERTS: '/ca.pem',
    TERM: 'xterm-256color',
    NODE_OPTIONS: '--inspect',
    OPENAI_API_KEY: 'secret',
    GIT_DIR: '/elsewhere',
    TRIPTYCH_CHILD: 'of-an-outer-one',
    LANG: undefined,
  }
  expect(childEnvironment(parent, { TRIPTYCH_CHILD: 'own', CI: '1', EMPTY: '', HOME: '/other' }, 'linux')).toEqual({
    PATH: '/usr/bin',
    HOME: '/other',
    LC_TIME: 'de_DE.UTF-8',
    https_proxy: 'http://127.0.0.1:1',
    NODE_EXTRA_CA_CERTS: '/ca.pem',
    TERM: 'dumb',
    TRIPTYCH_CHILD: 'own',
    CI: '1',
    EMPTY: '',
  })
})

test('Windows: what programs need to start, in any spelling', () => {
  const parent = {
    Path: 'C:\\bin',
    SystemRoot: 'C:\\Windows',
    ComSpec: 'cmd.exe',
    'ProgramFiles(x86)': 'C:\\P',
    Secret: 'x',
  }
  expect(childEnvironment(parent, {}, 'win32')).toEqual({
    Path: 'C:\\bin',
    SystemRoot: 'C:\\Windows',
    ComSpec: 'cmd.exe',
    'ProgramFiles(x86)': 'C:\\P',
    TERM: 'dumb',
  })
  expect(childEnvironment(parent, {}, 'linux')).toEqual({ TERM: 'dumb' })
})
