/** Turns inside the real bubblewrap: whatever ends a turn ends it there as it does without. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { AgentSpec } from '../../electron/agents/catalog.ts'
import type { AgentOutput } from '../../electron/engine/agents-port.ts'
import type { SandboxProbe } from '../../electron/sandbox/probe.ts'
import { inBubblewrap } from '../support/bubblewrap.ts'
import { DONE } from './fixtures/toy-basics.ts'
import { runToy, type ToyOptions, type ToyTurn, temporaryFolder, textOf } from './support.ts'

const exitOf = (outputs: readonly AgentOutput[]) => outputs.find((output) => output.kind === 'exit')
const require = { sandbox: 'require' } as const

/** A command that runs a script of the shell. */
const runShell = (script: string, options: ToyOptions = {}, spec: Partial<AgentSpec> = {}): Promise<ToyTurn> =>
  runToy('', {
    ...require,
    ...options,
    spec: { driver: 'command', command: '/bin/sh', args: ['-c', script, 'sh'], ...spec },
  })
const ANSWER = `printf '%s' '${JSON.stringify(DONE)}'`
const JSON_ANSWER = { output: 'json' } as const

inBubblewrap(() => {
  test('an agent works, with a folder for temporary files of its own', async () => {
    const turn = await runToy('echo', { ...require, spec: { env: { OWN: '1' } } })
    const told = z.object({ environment: z.record(z.string(), z.string()) })
    const { environment } = told.parse(JSON.parse(textOf(turn.outputs)))
    expect(environment).toMatchObject({ OWN: '1', HOME: turn.home, TMPDIR: '/tmp', npm_config_cache: '/tmp/npm-cache' })
    expect(turn.survivors).toBe(0)
  })

  test('it writes its own folders, made where they are missing, and what the person added; nothing else', async () => {
    const added = temporaryFolder()
    const state = [{ usual: '.toy/state' }, { variable: 'TOY_CACHE', below: 'kept', usual: '.cache/toy' }]
    const cache = temporaryFolder()
    const script = `echo a > ~/.toy/state/s; echo b > "$TOY_CACHE/kept/c"; echo c > ${added}/d; echo d > ~/.other; ${ANSWER}`
    const turn = await runShell(script, {}, { ...JSON_ANSWER, state, env: { TOY_CACHE: cache }, writable: [added] })
    expect(turn.result.outcome.kind).toBe('answered')
    const files = [`${turn.home}/.toy/state/s`, `${cache}/kept/c`, `${added}/d`, `${turn.home}/.other`]
    expect(files.map((file) => existsSync(file))).toEqual([true, true, true, false])
  })

  test('a program, what it is told to read, and its prompt are there wherever they lie', async () => {
    const folder = temporaryFolder()
    mkdirSync(path.join(folder, 'node_modules/tool'), { recursive: true })
    const tool = path.join(folder, 'node_modules/tool/run')
    writeFileSync(path.join(folder, 'node_modules/tool/part'), JSON.stringify(DONE))
    writeFileSync(path.join(folder, 'options'), 'told')
    writeFileSync(tool, '#!/bin/sh\ncat "$1" "$OPTIONS" >&2; cat "$(dirname "$0")/part"\n', { mode: 0o755 })
    const env = { OPTIONS: path.join(folder, 'options') }
    const spec = { ...JSON_ANSWER, command: tool, args: ['{promptFile}'], prompt: 'file', env } as const
    const turn = await runShell('', {}, spec)
    expect(turn.result.outcome).toMatchObject({ kind: 'answered' })
    expect(turn.result.stderrTail).toMatch(/^Do it\.[\s\S]*told$/)
  })

  test('a crash tells exit code and standard error; the end by a signal is told as one', async () => {
    const crashed = await runToy('crash', require)
    expect(crashed.result.outcome).toMatchObject({ detail: expect.stringContaining('exited with code 7 before') })
    const killed = await runShell('kill -9 $$')
    expect(killed.result.outcome).toMatchObject({ detail: expect.stringContaining('was ended by SIGKILL before') })
  })

  test('a polite agent has the time to end by itself', async () => {
    const stop = new AbortController()
    const onOutput = (output: AgentOutput) => output.kind === 'text' && stop.abort()
    const turn = await runToy('slow_cancel', { ...require, signal: stop.signal, onOutput })
    expect(turn.result.stderrTail).toBe('cancelled\nclosed')
    expect(exitOf(turn.outputs)).toEqual({ kind: 'exit', exitCode: 0, signal: null, reason: 'stopped' })
    const again = new AbortController()
    const script = `trap 'echo bye; exit 3' TERM; echo started; while :; do sleep 0.05; done`
    const polite = await runShell(script, {
      signal: again.signal,
      onOutput: () => again.abort(),
      timing: { termMs: 3_000 },
    })
    expect(polite.result.responseText).toContain('bye')
  })

  test.each([
    ['deaf to SIGTERM, as is what it started', 'stubborn'],
    ['with something left running after a good end', 'orphan_after_end'],
  ])('an agent %s leaves nothing', async (_, behaviour) => {
    const stop = new AbortController()
    const isStopped = behaviour === 'stubborn'
    const onOutput = (output: AgentOutput) => isStopped && output.kind === 'text' && stop.abort()
    const turn = await runToy(behaviour, { ...require, signal: stop.signal, onOutput })
    expect(turn.result.outcome.kind).toBe(isStopped ? 'stopped' : 'answered')
    expect(turn.survivors).toBe(0)
  })

  test('where the sandbox cannot be made the agent has crashed, with what was said, and was never run without', async () => {
    const gone: SandboxProbe = { kind: 'bubblewrap', program: '/nowhere/bwrap', version: '0', nests: true, limits: [] }
    const spec = { command: '/bin/sh', args: ['-c', 'true'] }
    const unmade = await runToy('', { ...require, spec, probeSandbox: async () => gone })
    expect(unmade.result.outcome).toMatchObject({ kind: 'crashed', detail: expect.stringContaining('/nowhere/bwrap') })
    const program = path.join(temporaryFolder(), 'broken')
    writeFileSync(program, '#!/nowhere/interpreter\n', { mode: 0o755 })
    const inside = await runToy('', { ...require, spec: { command: program } })
    expect(inside.result.outcome).toMatchObject({ kind: 'crashed', detail: expect.stringMatching(/\n.*broken/) })
  })
})

const NONE: SandboxProbe = { kind: 'none', reason: 'bubblewrap is not installed.', remedy: 'Install it.' }

test('where there is none, a run that requires one starts nothing, and another goes on without', async () => {
  const probeSandbox = async () => NONE
  const required = await runToy('answer', { ...require, probeSandbox })
  expect(required.result.outcome).toMatchObject({
    kind: 'crashed',
    detail: expect.stringContaining('requires a sandbox'),
  })
  expect(required.outputs).toEqual([])
  const free = await runToy('answer', { sandbox: 'auto', probeSandbox })
  expect(free.result.outcome.kind).toBe('answered')
})

test('an agent that the settings take out of it runs without', async () => {
  const script = `echo x > "$HOME/outside"; ${ANSWER}`
  const turn = await runShell(script, { sandbox: 'auto' }, { ...JSON_ANSWER, sandbox: false })
  expect(existsSync(path.join(turn.home, 'outside'))).toBe(true)
})
