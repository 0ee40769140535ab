import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { askLoginShell, shellAdditions, variablesIn } from '../../electron/process/login-shell.ts'
import { makeTempFolder } from '../support/repository.ts'

/** A home folder whose start file says `lines`. */
function homeWith(...lines: string[]): string {
  const home = makeTempFolder('login')
  for (const name of ['.bash_profile', '.profile']) writeFileSync(path.join(home, name), `${lines.join('\n')}\n`)
  return home
}
const environmentOf = (home: string, shell = '/bin/sh') => ({ PATH: '/usr/bin:/bin', HOME: home, SHELL: shell })

/** A shell that is only this script. */
function fakeShell(script: string): string {
  const file = path.join(makeTempFolder('shell'), 'shell')
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return file
}

test.each(['/bin/sh', '/bin/bash'])('%s tells what its start files set, whatever they print', async (shell) => {
  const home = homeWith('echo hello', 'echo oh >&2', 'export PATH="$PATH:/opt/agents/bin" MULTI="a', 'b"')
  const answer = await askLoginShell(environmentOf(home, shell))
  expect(answer).toMatchObject({
    kind: 'told',
    shell,
    variables: { MULTI: 'a\nb', PATH: expect.stringContaining('/opt/agents/bin') },
  })
})

test('what the start files leave running does not hold the answer back', async () => {
  const home = homeWith('sleep 20 &', `echo $! > "$HOME/pid"`)
  const startMs = performance.now()
  expect(await askLoginShell(environmentOf(home))).toMatchObject({ kind: 'told' })
  expect(performance.now() - startMs).toBeLessThan(8_000)
  process.kill(Number(readFileSync(path.join(home, 'pid'), 'utf8')), 'SIGKILL')
})

test.each([
  ['hangs', 'sleep 20', /no answer within 0\.5 seconds/],
  ['says nothing', 'exit 0', /without telling/],
  [
    'prints without end',
    'exec yes aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    /printed more than|no answer/,
  ],
  ['prints the command it was given', 'echo "$@"', /without telling/],
])('a shell that %s is given up, and says why', async (_what, script, why) => {
  const answer = await askLoginShell(environmentOf('/', fakeShell(script)), { timeoutMs: 500 })
  expect(answer).toMatchObject({ kind: 'failed', why: expect.stringMatching(why) })
})

test('no shell, a relative one and Windows have none to ask; one that is not there fails', async () => {
  expect(await askLoginShell({})).toEqual({ kind: 'none' })
  expect(await askLoginShell({ SHELL: 'bash' })).toEqual({ kind: 'none' })
  expect(await askLoginShell({ SHELL: '/bin/sh' }, { platform: 'win32' })).toEqual({ kind: 'none' })
  expect(await askLoginShell({ SHELL: '/nowhere/zsh' })).toMatchObject({
    kind: 'failed',
    why: expect.stringMatching(/ENOENT/),
  })
})

test('only what stands between the marks is read', () => {
  expect(variablesIn('noise M{"A":"1"}M noise', 'M')).toEqual({ A: '1' })
  expect(variablesIn('M{"A":1}M', 'M')).toBeNull()
  expect(variablesIn('M{"A":', 'M')).toBeNull()
  expect(variablesIn('nothing', 'M')).toBeNull()
})

test('the PATH grows at its end, what is set stays, and only known names are taken', () => {
  const own = { PATH: '/usr/bin:/bin', HOME: '/u', OPENAI_API_KEY: 'mine' }
  const told = {
    PATH: '/bin:/opt/a:relative:/opt/a:/opt/b',
    HOME: '/elsewhere',
    TERM: 'xterm',
    VOLTA_HOME: '/u/.volta',
    OPENAI_API_KEY: 'theirs',
    CODEX_HOME: '/u/codex',
    AWS_SECRET_ACCESS_KEY: 'never',
  }
  expect(shellAdditions(own, told, ['OPENAI_API_KEY', 'CODEX_HOME', 'GEMINI_API_KEY'])).toEqual({
    additions: { PATH: '/usr/bin:/bin:/opt/a:/opt/b', VOLTA_HOME: '/u/.volta', CODEX_HOME: '/u/codex' },
    folders: ['/opt/a', '/opt/b'],
  })
  expect(shellAdditions({ PATH: '/bin' }, { PATH: '/bin' }, [])).toEqual({ additions: {}, folders: [] })
})
