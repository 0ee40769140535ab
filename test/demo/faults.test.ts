import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeSampleRepository } from '../../electron/agents/demo/sample-repository.ts'
import { demoAgents, fencedAnswers, isAlive, NOTICE, WORKING } from './demo-agents.ts'

const { start, newFolder } = demoAgents()

describe('fault', () => {
  /** A turn of an agent with that fault, in a folder of its own. */
  async function faulty(fault: string, permission: 'allow_once' | 'reject_once' = 'allow_once', cwd = newFolder()) {
    const agent = start({ script: WORKING, fault, permission })
    const sessionId = await agent.newSession(cwd)
    const response = agent.prompt(sessionId, 'Work.')
    response.catch(() => undefined)
    return { agent, sessionId, response, made: () => existsSync(path.join(cwd, 'made/work.txt')), cwd }
  }

  test('hang: not a word, until it is cancelled', async () => {
    const { agent, sessionId, response } = await faulty('hang')
    await agent.newSession(newFolder())
    expect(agent.updates).toEqual([])
    await agent.cancel(sessionId)
    expect((await response).stopReason).toBe('cancelled')
    expect(agent.updates).toEqual([])
  })

  test('slow: word after word, and can be cancelled', async () => {
    const { agent, sessionId, response, made } = await faulty('slow')
    await agent.waitFor(() => agent.said().includes('word-3 '))
    expect(agent.updates.length).toBeGreaterThanOrEqual(4)
    await agent.cancel(sessionId)
    expect((await response).stopReason).toBe('cancelled')
    expect(made()).toBe(false)
  })

  test('flood: a hundred thousand updates, then the work', async () => {
    const { agent, response, made } = await faulty('flood')
    expect((await response).stopReason).toBe('end_turn')
    expect(agent.updates.length).toBeGreaterThan(100_000)
    expect(made()).toBe(true)
  })

  test('crash: exit 1 with the work done, a word on standard error, and no answer', async () => {
    const { agent, response, made } = await faulty('crash')
    await expect(response).rejects.toThrow()
    expect(await agent.exited).toEqual({ code: 1, signal: null })
    expect(agent.stderr()).toContain('fault "crash"')
    expect(made()).toBe(true)
    expect(fencedAnswers(agent)).toEqual([])
  })

  test('garbage: lines that are not the protocol, and a good turn all the same', async () => {
    const { agent, response } = await faulty('garbage')
    expect((await response).stopReason).toBe('end_turn')
    expect(agent.strayLines).toContain('Warning: this line is not JSON')
    expect(agent.strayLines).toContain('42')
    expect(agent.strayLines.length).toBeGreaterThan(4)
    expect(fencedAnswers(agent)).toHaveLength(1)
  })

  test('half_line: the process is gone in the middle of a message', async () => {
    const { agent, response, made } = await faulty('half_line')
    await expect(response).rejects.toThrow()
    expect(await agent.exited).toEqual({ code: 0, signal: null })
    expect(agent.strayLines.at(-1)).toMatch(/^\{"jsonrpc".*"sessionId":"$/)
    expect(made()).toBe(true)
  })

  test('no_answer: works and says so, but never answers, not even when asked again', async () => {
    const { agent, sessionId, response, made } = await faulty('no_answer')
    expect((await response).stopReason).toBe('end_turn')
    await agent.prompt(sessionId, 'The answer is missing.')
    expect(made()).toBe(true)
    expect(agent.said()).toContain('Everything is done.')
    expect(fencedAnswers(agent)).toEqual([])
  })

  test('wrong_answer: an answer of the wrong shape, and the same when asked again', async () => {
    const { agent, sessionId, response } = await faulty('wrong_answer')
    await response
    await agent.prompt(sessionId, 'The answer is not valid.')
    expect(fencedAnswers(agent)).toEqual([{ result: 'fine' }, { result: 'fine' }])
  })

  test('lie: reports done and changed nothing', async () => {
    const { agent, response, made } = await faulty('lie')
    await response
    expect(fencedAnswers(agent)).toEqual([expect.objectContaining({ outcome: 'done' })])
    expect(made()).toBe(false)
  })

  test('stray_write: a file at the root and an existing test', async () => {
    const cwd = await makeSampleRepository(newFolder())
    const { agent, response } = await faulty('stray_write', 'allow_once', cwd)
    await response
    const changed = execFileSync('git', ['status', '--porcelain', '--untracked-files=all'], { cwd, encoding: 'utf8' })
    expect(changed.trim().split('\n').sort()).toEqual(['?? made/work.txt', '?? outside.txt', 'M test/split.test.ts'])
    expect(fencedAnswers(agent)).toHaveLength(1)
  })

  test('commit: commits, configuration, a hook and a moved branch', async () => {
    const cwd = await makeSampleRepository(newFolder())
    const git = (...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' }).trim()
    const base = git('rev-parse', 'main')
    git('checkout', '-q', '--detach')
    const { response } = await faulty('commit', 'allow_once', cwd)
    await response
    expect(git('config', 'user.name')).toBe('Demo Intruder')
    expect(git('rev-parse', 'main~1')).toBe(base)
    expect(git('rev-parse', 'HEAD')).toBe(git('rev-parse', 'main'))
    expect(git('show', '--name-only', '--format=', 'main')).toBe('made/work.txt')
    expect(existsSync(path.join(cwd, '.git/hooks/post-checkout'))).toBe(true)
  })

  test('ask_permission: works if it may', async () => {
    const { agent, response, made } = await faulty('ask_permission')
    expect((await response).stopReason).toBe('end_turn')
    expect(agent.permissions[0]?.toolCall).toMatchObject({ kind: 'execute', title: 'npm install left-pad' })
    expect(made()).toBe(true)
  })

  test('ask_permission: ends the turn politely, without an answer, if it may not', async () => {
    const { agent, response, made } = await faulty('ask_permission', 'reject_once')
    expect((await response).stopReason).toBe('end_turn')
    expect(agent.said()).toContain('I stop here')
    expect(made()).toBe(false)
    expect(fencedAnswers(agent)).toEqual([])
  })

  test('rate_limit: an error that says when to come back', async () => {
    const { response } = await faulty('rate_limit')
    const error: unknown = await response.catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 429, data: { status: 429, code: 'usage_limit_reached' } })
    expect(String(error)).toMatch(/usage limit reached, try again at \d{4}-\d\d-\d\dT[\d:.]+Z/)
  })

  test('ignore_sigterm: deaf to everything but SIGKILL', async () => {
    const { agent, sessionId } = await faulty('ignore_sigterm')
    // Its answer shows that the turn has begun: requests are handled in order.
    await agent.newSession(newFolder())
    await agent.cancel(sessionId)
    agent.kill('SIGTERM')
    await agent.newSession(newFolder())
    agent.endInput()
    agent.kill('SIGTERM')
    // That nothing happens can only be seen by waiting: without the fault it is gone within 50 ms.
    const still = Symbol('still there')
    const first = await Promise.race([agent.exited, new Promise((resolve) => setTimeout(resolve, 300, still))])
    expect(first).toBe(still)
    agent.kill('SIGKILL')
    expect(await agent.exited).toEqual({ code: null, signal: 'SIGKILL' })
  })

  test('orphan: a process that outlives the agent, in a session of its own', async () => {
    const { agent, response, made } = await faulty('orphan')
    expect((await response).stopReason).toBe('end_turn')
    const orphan = Number(/Process (\d+) runs on/.exec(agent.said())?.[1])
    try {
      agent.endInput()
      await agent.exited
      expect(isAlive(orphan)).toBe(true)
      // A group of this number exists, so the process leads a group of its own.
      expect(isAlive(-orphan)).toBe(true)
      expect(made()).toBe(true)
    } finally {
      process.kill(orphan, 'SIGKILL')
    }
  })

  test('of another role or turn changes nothing', async () => {
    const { agent, response, made } = await faulty('crash@implementation:2')
    expect((await response).stopReason).toBe('end_turn')
    expect(made()).toBe(true)
    expect(agent.said()).toContain(NOTICE)
  })
})
