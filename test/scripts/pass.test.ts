import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ROOT } from '../../scripts/child.mjs'

const folder = mkdtempSync(path.join(os.tmpdir(), 'triptych-pass-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const CHILD = path.join(folder, 'child.mjs')
const OUTER = path.join(folder, 'outer.mjs')
// What `npm run triptych` does after set-up, for a program of ours.
writeFileSync(
  OUTER,
  `import { pass } from ${JSON.stringify(path.join(ROOT, 'scripts/child.mjs'))}
   process.exitCode = await pass(process.execPath, ${JSON.stringify(path.relative(ROOT, CHILD))}, process.argv.slice(2))`,
)
const STEPS = path.join(folder, 'steps.mjs')
// What the tests do: one step after the other.
writeFileSync(
  STEPS,
  `import { runInherited } from ${JSON.stringify(path.join(ROOT, 'scripts/child.mjs'))}
   await runInherited(process.execPath, [${JSON.stringify(CHILD)}])
   process.stdout.write(' next step')`,
)

interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

/** Runs `program` through `outerFile`. `onOutput` may steer it. */
function through(
  program: string,
  args: string[],
  onOutput: (kill: (signal: NodeJS.Signals) => void) => void = () => {},
  outerFile: string = OUTER,
) {
  writeFileSync(CHILD, program)
  const outer = spawn(process.execPath, [outerFile, ...args], { cwd: folder, env: {}, stdio: ['pipe', 'pipe', 'pipe'] })
  const said = { stdout: '', stderr: '' }
  outer.stdout.on('data', (text) => {
    said.stdout += text
    onOutput((signal) => outer.kill(signal))
  })
  outer.stderr.on('data', (text) => {
    said.stderr += text
  })
  outer.stdin.end('from the person')
  return new Promise<Ended>((resolve) => outer.once('close', (code, signal) => resolve({ code, signal, ...said })))
}

test('arguments, streams, folder and exit code are the program’s own', async () => {
  const program = `
    process.stdin.on('data', (text) => process.stdout.write(JSON.stringify({ args: process.argv.slice(2), stdin: String(text), cwd: process.cwd() })))
    process.stdin.on('end', () => { process.stderr.write('to the person'); process.exitCode = 3 })`
  const args = ['runs', '--json', 'a b', '"quoted"', '', '--', 'é\n$HOME']
  const ended = await through(program, args)
  expect(JSON.parse(ended.stdout)).toEqual({ args, stdin: 'from the person', cwd: folder })
  expect(ended).toMatchObject({ stderr: 'to the person', code: 3, signal: null })
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s reaches the program, which decides how it ends',
  async (name) => {
    const program = `
    process.on('${name}', () => { process.exitCode = 130; clearInterval(alive) })
    const alive = setInterval(() => {}, 1000)
    process.stdout.write('ready')`
    const ended = await through(program, [], (kill) => kill(name))
    expect(ended).toMatchObject({ stdout: 'ready', stderr: '', code: 130, signal: null })
  },
)

test('a program that a signal ended is told as ended by that signal', async () => {
  const ended = await through(`process.stdout.write('ready'); process.kill(process.pid, 'SIGKILL')`, [])
  expect(ended).toMatchObject({ code: null, signal: 'SIGKILL' })
})

test('a stopped step is the last one', async () => {
  const program = `
    process.on('SIGTERM', () => clearInterval(alive))
    const alive = setInterval(() => {}, 1000)
    process.stdout.write('ready')`
  const ended = await through(program, [], (kill) => kill('SIGTERM'), STEPS)
  expect(ended).toMatchObject({ stdout: 'ready', code: null, signal: 'SIGTERM' })
})
