import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { workplaceOf } from '../../electron/backend.ts'
import { databaseFile } from '../../electron/home.ts'
import { RunStore } from '../../electron/store/run-store.ts'
import { cliProgram } from '../support/programs.ts'
import { makeTempFolder } from '../support/repository.ts'
import { openTerminal } from '../support/terminal.ts'
import { beside } from './in-process.ts'

function start() {
  const terminal = openTerminal(makeTempFolder('shell'))
  const store = new RunStore(databaseFile(terminal.home))
  const run = store.createRun('Add totals', '/srv/ledger-core')
  store.close()
  return { terminal, run, worktree: workplaceOf(terminal.home, run).worktree }
}

test('--path prints where the worktree is, and refuses where there is none', async () => {
  const { terminal, run, worktree } = start()
  const before = await beside(terminal, 'shell', run.id, '--path')
  expect(before).toMatchObject({ exitCode: 2, stdout: '' })
  expect(before.stderr).toContain(`there is no ${worktree}`)
  mkdirSync(worktree, { recursive: true })
  expect(await beside(terminal, 'shell', run.id.slice(0, 8), '--path')).toMatchObject({
    exitCode: 0,
    stdout: `${worktree}\n`,
  })
})

test('without a terminal there is no shell, but the line that helps', async () => {
  const { terminal, run, worktree } = start()
  mkdirSync(worktree, { recursive: true })
  const { exitCode, stderr } = await beside(terminal, 'shell', run.id)
  expect(exitCode).toBe(2)
  expect(stderr).toContain(`triptych shell ${run.id.slice(0, 8)} --path`)
})

test.skipIf(process.platform === 'win32')(
  'in a terminal the person’s shell runs in the worktree, and its end is fine',
  async () => {
    const { terminal, run, worktree } = start()
    mkdirSync(worktree, { recursive: true })
    const shell = path.join(terminal.home, 'my shell')
    writeFileSync(shell, '#!/bin/sh\nprintf "%s|" here "$PWD" "$GIT_CONFIG_KEY_0" "$TERM"\nexit 7\n', { mode: 0o700 })
    const words = ['env', `SHELL=${shell}`, process.execPath, cliProgram(), 'shell', run.id]
      .map((word) => `'${word}'`)
      .join(' ')
    // `script` gives it a terminal of its own.
    const child = spawn('script', ['-qec', words, '/dev/null'], {
      env: { ...terminal.env, SHELL: '/bin/sh', TERM: 'xterm' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise((resolve) => child.once('close', resolve))
    const printed = await text(child.stdout)
    expect(await ended, printed).toBe(0)
    expect(printed).toContain(`The worktree of run ${run.id.slice(0, 8)}`)
    expect(printed).toContain(`here|${worktree}|core.fsmonitor|xterm|`)
  },
)
