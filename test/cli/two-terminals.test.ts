/** A person at a real terminal (a pty by `script` of util-linux), and a second one beside it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { afterEach, expect, test, vi } from 'vitest'
import { makeOneTask, type OneTask } from '../support/one-task.ts'
import { cliProgram } from '../support/programs.ts'
import { triptych } from '../support/terminal.ts'
import { beside } from './in-process.ts'

const hasScript = spawnSync('script', ['--version']).status === 0 && process.platform === 'linux'

vi.setConfig({ testTimeout: 90_000 })

const opened: ChildProcess[] = []
// A test that failed must not leave its terminal waiting for ever.
afterEach(() => {
  for (const child of opened.splice(0)) child.kill()
})

interface Pty {
  type(text: string): void
  output(): string
  until(part: string | RegExp): Promise<void>
  exitCode: Promise<number | null>
}

function openPty({ terminal }: OneTask, words: readonly string[]): Pty {
  const quoted = [process.execPath, cliProgram(), ...words].map((word) => `'${word}'`).join(' ')
  const child: ChildProcess = spawn('script', ['-qec', quoted, '/dev/null'], {
    env: { ...terminal.env, SHELL: '/bin/sh', TERM: 'xterm' },
    stdio: 'pipe',
  })
  opened.push(child)
  let output = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const exitCode = new Promise<number | null>((resolve) => child.once('close', resolve))
  return {
    type: (text) => child.stdin?.write(text),
    output: () => output,
    exitCode,
    until: (part) => vi.waitFor(() => expect(output).toMatch(part), { timeout: 20_000, interval: 30 }),
  }
}

const runIt = ({ repository }: OneTask): string[] => [
  'run',
  '--repo',
  repository.root,
  '--goal',
  'Add sum',
  '--agent',
  'demo',
]
const NO_SCRIPT = 'util-linux script, which makes a pseudo-terminal, is not here'
const PROMPT = /cancel the run\r?\n {2}> $/

test('the prompt waits while a second terminal approves, and says so; the next is answered here', async ({ skip }) => {
  skip(!hasScript, NO_SCRIPT)
  const job = makeOneTask({})
  const pty = openPty(job, runIt(job))
  await pty.until(PROMPT)
  expect(pty.output()).toMatch(/criterion 1: sum adds two numbers.*a approve: work on these tasks/s)
  const runId = /Run (\w{8})/.exec(pty.output())?.[1] ?? ''
  const shown = await beside(job.terminal, 'show', runId)
  const approve = /triptych (approve .*)/.exec(shown.stdout)?.[1]?.split(' ') ?? []
  expect((await triptych(job.terminal, ...approve)).exitCode).toBe(0)
  await pty.until(/Decided elsewhere: approved \(human\) at \d{4}-/)
  await pty.until(/approve delivers to the run’s own branch/)
  pty.type('what\n')
  await pty.until(/Not understood\. Type a, c, r and Enter/)
  pty.type('a\n')
  expect(await pty.exitCode, pty.output()).toBe(0)
  expect(pty.output()).toContain('Run completed.')
})

test('changes are asked for with a reason that reaches the next plan; Ctrl-C at a prompt pauses', async ({ skip }) => {
  skip(!hasScript, NO_SCRIPT)
  const job = makeOneTask({})
  const pty = openPty(job, runIt(job))
  await pty.until(PROMPT)
  pty.type('c\n')
  await pty.until('what should be different')
  pty.type('\nSmaller steps, please\n')
  await pty.until(/Approve plan 2/)
  await pty.until(PROMPT)
  pty.type('\u0003')
  expect(await pty.exitCode, pty.output()).toBe(130)
  const runId = /Run (\w{8})/.exec(pty.output())?.[1] ?? ''
  const { stdout } = await beside(job.terminal, 'show', runId)
  expect(stdout).toMatch(/paused, because it was interrupted/)
  expect(stdout).toMatch(/Approve plan 2/)
})

test('closing the input leaves the question open', async ({ skip }) => {
  skip(!hasScript, NO_SCRIPT)
  const job = makeOneTask({})
  const pty = openPty(job, runIt(job))
  await pty.until(PROMPT)
  pty.type('\u0004')
  expect(await pty.exitCode, pty.output()).toBe(3)
  expect(pty.output()).toMatch(/triptych resume \w{8}/)
})
