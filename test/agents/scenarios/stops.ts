import { execFileSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import type { RealAgent } from '../real-agents.ts'
import { openWorld, type World } from '../world.ts'
import { expectAnswered, type Scenario, submit, thenSubmit } from './scenario.ts'

const cancelText: Scenario = {
  name: 'cancel in text',
  short: false,
  async run(agent) {
    const world = await openWorld(agent, () => ({ drip: 'and so on ' }))
    const { requests } = world.model
    let said = ''
    const stop = new AbortController()
    const turn = await world.turn({
      signal: stop.signal,
      onOutput(output) {
        if (output.kind === 'text') said += output.text
        if (said.includes('and so on and so on')) stop.abort()
      },
    })
    expect(turn.result.outcome).toEqual({ kind: 'stopped' })
    expect(turn.survivors).toBe(0)
    await expect.poll(() => requests.every(({ cutOff, action }) => cutOff || !('drip' in action))).toBe(true)
    return 'stopped'
  },
}

/** A command that runs until it is ended; its odd duration finds it, whatever the agent does to its environment. */
interface LongCommand {
  world: World
  runs(): boolean
}

async function openLongCommand(agent: RealAgent): Promise<LongCommand> {
  const seconds = `3000.${randomInt(1_000_000, 9_999_999)}`
  const world = await openWorld(
    agent,
    thenSubmit(() => ({ call: agent.shell(`echo begin; sleep ${seconds}`) })),
  )
  const command = new RegExp(`^sleep ${seconds.replace('.', '\\.')}$`, 'm')
  return { world, runs: () => command.test(execFileSync('ps', ['-eo', 'args']).toString()) }
}

const WHILE_IT_STARTS = { timeout: 100_000, interval: 100 }

const cancelShell: Scenario = {
  name: 'cancel in a command',
  short: true,
  async run(agent) {
    const { world, runs } = await openLongCommand(agent)
    const stop = new AbortController()
    const turn = world.turn({ signal: stop.signal, permission: 'allow' })
    await expect.poll(runs, WHILE_IT_STARTS).toBe(true)
    stop.abort()
    const { result, survivors } = await turn
    expect(result.outcome).toEqual({ kind: 'stopped' })
    expect(survivors).toBe(0)
    expect(runs()).toBe(false)
    return 'stopped; the command is gone'
  },
}

const cancelPermission: Scenario = {
  name: 'cancel in an open permission',
  short: false,
  async run(agent) {
    const world = await openWorld(
      agent,
      thenSubmit(() => ({ call: agent.askedShell('echo late > shell.txt') })),
    )
    let asked = false
    const stop = new AbortController()
    const turn = await world.turn({
      signal: stop.signal,
      onPermission() {
        asked = true
        setTimeout(() => stop.abort(), 100)
        return new Promise((resolve) => stop.signal.addEventListener('abort', () => resolve('reject')))
      },
    })
    expect(asked).toBe(true)
    expect(turn.result.outcome).toEqual({ kind: 'stopped' })
    expect(turn.survivors).toBe(0)
    expect(existsSync(path.join(world.repository.root, 'shell.txt'))).toBe(false)
    return 'stopped; nothing was done'
  },
}

/** The program that was started first: the agent itself, or the adapter before it. */
async function firstProcess(world: World): Promise<number> {
  const running = await world.running()
  const pids = new Set(running.map(({ pid }) => pid))
  const first = running.find(({ parentPid }) => !pids.has(parentPid))
  if (first === undefined) throw new Error('No process of the turn runs')
  return first.pid
}

const kill: Scenario = {
  name: 'kill -9 of the agent',
  short: true,
  async run(agent) {
    const { world, runs } = await openLongCommand(agent)
    const turn = world.turn({ permission: 'allow' })
    await expect.poll(runs, WHILE_IT_STARTS).toBe(true)
    process.kill(await firstProcess(world), 'SIGKILL')
    const { result, survivors } = await turn
    expect(result.outcome).toMatchObject({ kind: 'crashed', detail: expect.stringContaining('SIGKILL') })
    expect(result.sessionId).not.toBeNull()
    expect(survivors).toBe(0)
    expect(runs()).toBe(false)
    return 'crashed; its command is gone too'
  },
}

const restart: Scenario = {
  name: 'session after a restart',
  short: true,
  async run(agent) {
    const world = await openWorld(agent, (_turn, step) => (step === 0 ? submit() : { text: 'That is all.' }))
    const first = await world.turn({ title: 'the first of two' })
    expectAnswered(first)
    const second = await world.turn({
      title: 'the second of two',
      previousSessionId: first.result.sessionId,
      brief: '(A brief of what was.)',
    })
    expectAnswered(second)
    expect(second.result.continued).toBe(agent.resumes)
    const texts = world.model.requests
      .at(-1)
      ?.messages.map(({ text }) => text)
      .join('\n')
    expect(texts).toContain(agent.resumes ? 'the first of two' : '(A brief of what was.)')
    return agent.resumes ? 'continued' : 'not continued (by our choice); a fresh session got the brief'
  },
}

const silence: Scenario = {
  name: 'silence of the model',
  short: false,
  async run(agent) {
    const world = await openWorld(agent, () => ({ hang: true }))
    const turn = await world.turn({ idleMs: 4_000 })
    expect(turn.result.outcome).toMatchObject({ kind: 'silent', detail: expect.stringContaining('4 s') })
    expect(turn.survivors).toBe(0)
    return 'silent'
  },
}

export const STOPS: readonly Scenario[] = [cancelText, cancelShell, cancelPermission, kill, restart, silence]
