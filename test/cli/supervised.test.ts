/** A whole supervised run without a terminal: each question ends the command with 3 and the line that answers it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { databaseFile } from '../../electron/home.ts'
import { openStore } from '../../electron/store/store.ts'
import { makeOneTask, type OneTask } from '../support/one-task.ts'
import { makeTempFolder } from '../support/repository.ts'
import { SUM } from '../support/sum-job.ts'
import { type Finished, openTerminal, start, triptych } from '../support/terminal.ts'
import { beside } from './in-process.ts'

vi.setConfig({ testTimeout: 90_000 })

const runIt = (job: OneTask, ...words: string[]): string[] => [
  'run',
  '--repo',
  job.repository.root,
  '--goal',
  'Add sum',
  '--agent',
  'demo',
  ...words,
]

/** The words after `triptych` of a printed command line. */
function printedLine(output: string, command: string): string[] {
  const line = new RegExp(`triptych (${command} .*)`).exec(output)?.[1]
  if (line === undefined) throw new Error(`no ${command} line in:\n${output}`)
  return line.trim().split(' ')
}

const say = ({ stdout, stderr }: Finished): string => stdout + stderr

test('plan, result, delivery: by the printed lines alone', async () => {
  const job = makeOneTask({ verificationSteps: (folder) => ['node --test', `echo kept > ${folder}/ran`] })
  const { terminal, repository } = job
  const sketch = path.join(terminal.home, '..', 'sketch.png')
  writeFileSync(sketch, 'as if it were drawn')
  // One of its steps writes where a sandbox lets nobody write.
  const first = await triptych(terminal, ...runIt(job, '--sandbox', 'off', '--attach', sketch))
  expect(first.exitCode, say(first)).toBe(3)
  expect(first.stdout).toContain('Not sandboxed because the run was started with the sandbox off.')
  expect(first.stdout).toMatch(/agents +demo \(scripted, no model\)/)
  expect(first.stdout).toContain('The run waits for a person (plan).')
  expect(first.stdout).toMatch(/attached +sketch\.png/)
  const approve = printedLine(first.stdout, 'approve')
  const resume = printedLine(first.stdout, 'resume')
  const [, runId = ''] = resume

  const stale = await beside(terminal, 'approve', approve[1] ?? '', '--hash', `sha256:${'0'.repeat(64)}`)
  expect(stale.exitCode).toBe(2)
  expect(stale.stderr).toContain(`its hash is ${approve[3]}`)
  expect(stale.stderr).toContain(`triptych show ${runId}`)
  const shown = await beside(terminal, 'show', runId)
  expect(printedLine(shown.stdout, 'approve')).toEqual(approve)

  const wrongKind = await beside(terminal, ...approve, '--deliver', 'patch')
  expect(wrongKind).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('belongs to a final gate') })
  const approved = await beside(terminal, ...approve)
  expect(approved).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(`triptych resume ${runId}`) })
  const again = await beside(terminal, ...approve)
  expect(again).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/already decided: approved \(human\) at \d{4}-/),
  })

  const second = await triptych(terminal, ...resume)
  expect(second.exitCode, say(second)).toBe(3)
  expect(second.stdout).toMatch(/✓ Verification v1 passed; failed before: node --test {2}\(exit 0/)
  expect(second.stdout).toMatch(/src\/sum\.js │ +1 \+/)
  const final = printedLine(second.stdout, 'approve')
  expect((await beside(terminal, ...final, '--deliver', 'patch')).exitCode).toBe(0)
  const last = await triptych(terminal, ...resume)
  expect(last.exitCode, say(last)).toBe(0)

  const report = await beside(terminal, 'show', runId)
  expect(report.stdout).toMatch(/Run \w{8} {2}completed/)
  const artifacts = path.join(terminal.home, 'runs', /id +(\S+)/.exec(report.stdout)?.[1] ?? '', 'artifacts')
  const [given] = readdirSync(artifacts).filter((name) => name.includes('attachment'))
  expect(readFileSync(path.join(artifacts, given ?? ''), 'utf8')).toBe('as if it were drawn')
  const log = /v1 \$ node --test {2}\(exit 0.*\n +log: (.*)/.exec(report.stdout)?.[1] ?? ''
  expect(readFileSync(log, 'utf8')).toContain('one and one are two')
  const branch = /branch +(\S+)/.exec(report.stdout)?.[1] ?? ''
  expect(repository.git('show', `${branch}:src/sum.js`)).toBe(SUM.trimEnd())
  expect(readdirSync(artifacts).filter((name) => name.endsWith('.patch'))).toHaveLength(1)

  expect(await triptych(terminal, ...resume)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('has ended: completed'),
  })
  expect(await beside(terminal, 'show', 'ffff')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('No run has an id'),
  })
  const listed = await beside(terminal, 'runs')
  expect(listed.stdout).toMatch(new RegExp(`^${runId} .* completed {2}Add sum`))
})

const jsonLine = z.looseObject({ v: z.literal(1), type: z.string(), seq: z.int().optional() })
const linesOf = ({ stdout }: Finished) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => jsonLine.parse(JSON.parse(line)))

test('--json: lines only, in order, the result last; a goal of any text changes nothing', async () => {
  const job = makeOneTask({})
  const goal = 'Say "hi" {x} $(y) `z`\n\'and\' \\n 🙂'
  const words = ['run', '--repo', job.repository.root, '--goal', goal, '--agent', 'demo', '--json']
  const finished = await triptych(job.terminal, ...words, '--policy', 'unattended')
  expect(finished.exitCode, finished.stderr).toBe(0)
  const lines = linesOf(finished)
  expect(lines.at(-1)).toMatchObject({
    type: 'result',
    status: 'completed',
    exitCode: 0,
    tasks: { completed: 1, blocked: 0, abandoned: 0 },
    unverified: 0,
    usage: { tokens: null },
  })
  const seqs = lines.flatMap(({ type, seq }) => (type === 'event' ? [seq ?? 0] : []))
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b))
  expect(seqs).toHaveLength(lines.length - 1)
  const [listed] = linesOf(await beside(job.terminal, 'runs', '--json'))
  expect(listed).toMatchObject({ type: 'run', goal, status: 'completed', why: 'completed' })
  const types = linesOf(await beside(job.terminal, 'show', String(lines.at(-1)?.['runId']), '--json')).map(
    ({ type }) => type,
  )
  expect([types[0], types[1], types.at(-1)]).toEqual(['run', 'task', 'result'])
})

test('--json: an open gate is a line of its own, and the exit code is 3', async () => {
  const job = makeOneTask({})
  const finished = await triptych(job.terminal, ...runIt(job, '--json'))
  expect(finished.exitCode, finished.stderr).toBe(3)
  const lines = linesOf(finished)
  expect(lines.filter(({ type }) => type === 'gate')).toMatchObject([
    {
      kind: 'plan',
      subjectHash: expect.stringMatching(/^sha256:/),
      verdicts: ['approved', 'changes_requested', 'rejected'],
    },
  ])
  expect(lines.at(-1)).toMatchObject({ type: 'result', exitCode: 3, status: 'awaiting_approval' })
})

test('a permission without a terminal: the line is printed, the turn waits, an answer from elsewhere sets it going', async () => {
  const job = makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: 'ask_permission@implementation:1' } })
  const running = start(job.terminal, runIt(job, '--policy', 'review_at_end'))
  await vi.waitFor(() => expect(running.output()).toMatch(/triptych reject /), { timeout: 20_000, interval: 50 })
  expect(running.output()).toContain('The agent waits for this answer')
  const approved = await triptych(job.terminal, ...printedLine(running.output(), 'approve'))
  expect(approved).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining(`Process ${running.child.pid} goes on by itself`),
  })
  const finished = await running.finished
  expect(finished.exitCode, say(finished)).toBe(3)
  expect(finished.stdout).toContain('The run waits for a person (final).')
})

test('an interrupted run is paused, its agents are gone, and it can be cancelled; meanwhile nobody else drives', async () => {
  const job = makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: 'slow@strategy' } })
  const running = start(job.terminal, runIt(job))
  await vi.waitFor(() => expect(running.output()).toContain('word-2'), { timeout: 20_000, interval: 50 })
  const other = await triptych(job.terminal, ...runIt(job))
  expect(other).toMatchObject({ exitCode: 5, stderr: expect.stringContaining(`process ${running.child.pid} on`) })
  running.child.kill('SIGINT')
  const finished = await running.finished
  expect(finished.exitCode, say(finished)).toBe(130)
  expect(finished.stdout).toContain('The run is paused, because it was interrupted.')
  const [, runId = ''] = printedLine(finished.stdout, 'resume')
  expect(existsSync(path.join(job.terminal.home, 'owner.json'))).toBe(false)
  expect(readdirSync(path.join(job.terminal.home, 'children'))).toEqual([])
  const listed = await beside(job.terminal, 'runs')
  expect(listed.stdout.trimEnd().split('\n')).toHaveLength(1)

  const cancelled = await beside(job.terminal, 'cancel', runId)
  expect(cancelled).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('is cancelled') })
  expect(await beside(job.terminal, 'pause', runId)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('already ended'),
  })
})

test('a reader that goes away (`| head`) pauses the run as Ctrl-C does', async () => {
  const job = makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: 'slow@strategy' } })
  const running = start(job.terminal, runIt(job))
  await vi.waitFor(() => expect(running.output()).toContain('word-2'), { timeout: 20_000, interval: 50 })
  running.child.stdout?.destroy()
  expect((await running.finished).exitCode).toBe(130)
  const { stdout } = await beside(job.terminal, 'runs')
  expect(stdout).toContain('paused, because it was interrupted')
})

test('paused from elsewhere: the driver stops with 4', async () => {
  const job = makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: 'slow@strategy' } })
  const running = start(job.terminal, runIt(job))
  await vi.waitFor(() => expect(running.output()).toContain('word-2'), { timeout: 20_000, interval: 50 })
  const runId = /Run (\w{8})/.exec(running.output())?.[1] ?? ''
  expect((await beside(job.terminal, 'pause', runId)).exitCode).toBe(0)
  const finished = await running.finished
  expect(finished.exitCode, say(finished)).toBe(4)
  expect(finished.stdout).toContain('The run is paused by a person.')
})

test('a rate limit ends with 4 and tells until when', async () => {
  const job = makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: 'rate_limit@strategy:1' } })
  const finished = await triptych(job.terminal, ...runIt(job))
  expect(finished.exitCode, say(finished)).toBe(4)
  expect(finished.stdout).toMatch(/The run waits for a limit until \d{4}-.*triptych resume/s)
})

test('a budget that is used up ends with 4, and a new limit may be given', async () => {
  const job = makeOneTask({})
  const finished = await triptych(job.terminal, ...runIt(job, '--policy', 'review_at_end', '--limit', 'turns=1'))
  expect(finished.exitCode, say(finished)).toBe(4)
  expect(finished.stdout).toContain('Approved: 2 turns.')
  const approve = printedLine(finished.stdout, 'approve')
  const tooLow = await beside(job.terminal, ...approve, '--limit', '1')
  expect(tooLow).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('used up already') })
  expect((await beside(job.terminal, ...approve, '--limit', '30')).exitCode).toBe(0)
  const [, runId = ''] = printedLine(finished.stdout, 'resume')
  const [run] = linesOf(await beside(job.terminal, 'show', runId, '--json'))
  expect(run).toMatchObject({ config: { limits: { turns: 30 } }, status: 'running' })
})

test('a fault of ours ends with 70, and its report tells no goal', async () => {
  const terminal = openTerminal(makeTempFolder('terminal'))
  const store = openStore(databaseFile(terminal.home))
  const { id } = store.runStore.createRun('A secret goal', '/nowhere')
  store.database.run(`UPDATE runs SET config_json = 'damaged' WHERE id = ?`, id)
  store.close()
  const finished = await beside(terminal, 'show', id, '--json')
  expect(finished.exitCode).toBe(70)
  expect(linesOf(finished)).toMatchObject([{ type: 'result', exitCode: 70 }])
  const report = readFileSync(/Report: (.*)/.exec(finished.stderr)?.[1] ?? '', 'utf8')
  expect(report).toMatch(/command show.*Damaged row in table runs/s)
  expect(report).not.toContain('secret')
})
