import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { submitPlanSchema } from '../../shared/answers.ts'
import { startAnswerServer } from './answer-server.ts'
import { demoAgents, fencedAnswers, isAlive, NOTICE, WORKING } from './demo-agents.ts'

const { start, newFolder } = demoAgents()
const WORK = { write: { path: 'made/work.txt', content: ['one', 'two'] } }

describe('a turn', () => {
  test('says who it is, without a model, and that it resumes sessions', async () => {
    expect(await start().initialized).toMatchObject({
      protocolVersion: 1,
      agentInfo: { name: 'Triptych demo agent' },
      agentCapabilities: { loadSession: false, mcpCapabilities: { http: true }, sessionCapabilities: { resume: {} } },
    })
  })

  test('without an answer server ends in a fenced block that is a valid plan', async () => {
    const agent = start()
    const sessionId = await agent.newSession(newFolder())
    const response = await agent.prompt(sessionId, 'Plan.', { role: 'strategy', kind: 'plan' })
    expect(response.stopReason).toBe('end_turn')
    expect(agent.said().startsWith(NOTICE)).toBe(true)
    expect(submitPlanSchema.parse(fencedAnswers(agent).at(-1)).tasks).toHaveLength(3)
  })

  test('with an answer server calls its tool, after listing the tools, and says no JSON', async () => {
    const server = await startAnswerServer()
    try {
      const agent = start()
      const sessionId = await agent.newSession(newFolder(), [server.entry])
      await agent.prompt(sessionId, 'Plan.', { role: 'strategy', kind: 'plan' })
      expect(server.accepted).toHaveLength(1)
      expect(server.methods.indexOf('tools/list')).toBeLessThan(server.methods.indexOf('tools/call'))
      expect(server.methods).toContain('tools/list')
      expect(fencedAnswers(agent)).toEqual([])
      expect(agent.updates).toContainEqual(
        expect.objectContaining({ sessionUpdate: 'tool_call', title: 'submit_plan (triptych)' }),
      )
    } finally {
      server.close()
    }
  })

  test('tells what the server had against an answer', async () => {
    const server = await startAnswerServer()
    try {
      const agent = start({ fault: 'wrong_answer@strategy' })
      const sessionId = await agent.newSession(newFolder(), [server.entry])
      await agent.prompt(sessionId, 'Plan.', { role: 'strategy', kind: 'plan' })
      expect(agent.said()).toMatch(/The answer was not accepted: [\s\S]*tasks/)
      expect(server.accepted).toEqual([])
    } finally {
      server.close()
    }
  })

  test('falls back to a fenced block when the answer server has gone', async () => {
    const server = await startAnswerServer()
    server.close()
    const agent = start({ script: WORKING })
    await agent.prompt(await agent.newSession(newFolder(), [server.entry]), 'Work.')
    expect(agent.said()).toContain('The answer tool cannot be reached')
    expect(fencedAnswers(agent)).toEqual([{ outcome: 'done', summary: 'Worked.' }])
  })

  test('does its steps in order and announces them', async () => {
    const cwd = newFolder()
    writeFileSync(path.join(cwd, 'old.txt'), 'a $1 b')
    const agent = start({
      script: {
        implementation: [
          {
            steps: [
              { think: 'Hm.' },
              WORK,
              { edit: { path: 'old.txt', find: '$1', replace: '$&' } },
              { run: 'cat old.txt > copy.txt; echo seen; exit 3' },
              { delete: { path: 'old.txt' } },
              { say: 'All  done.\n' },
            ],
          },
        ],
      },
    })
    await agent.prompt(await agent.newSession(cwd), 'Work.')
    expect(readFileSync(path.join(cwd, 'made/work.txt'), 'utf8')).toBe('one\ntwo\n')
    expect(readFileSync(path.join(cwd, 'copy.txt'), 'utf8')).toBe('a $& b')
    expect(existsSync(path.join(cwd, 'old.txt'))).toBe(false)
    expect(agent.said()).toBe(`${NOTICE} All  done.\n`)
    const calls = agent.updates.flatMap((update) => (update.sessionUpdate === 'tool_call' ? [update.kind] : []))
    expect(calls).toEqual(['edit', 'edit', 'execute', 'delete'])
    const endings = agent.updates.filter((update) => update.sessionUpdate === 'tool_call_update')
    expect(endings.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed', 'completed'])
    expect(JSON.stringify(endings[2]?.content)).toContain('seen\\n\\nexit 3')
  })

  test('fails with the reason when a step cannot be done', async () => {
    const agent = start({
      script: { implementation: [{ steps: [{ edit: { path: 'none', find: 'a', replace: 'b' } }] }] },
    })
    await expect(agent.prompt(await agent.newSession(newFolder()), 'Work.')).rejects.toThrow(/ENOENT.*none/)
  })

  test('counts the turns of the session when the client does not, and says so when the script has nothing', async () => {
    const agent = start({ script: { implementation: [{ steps: [{ say: 'one' }] }, { steps: [{ say: 'two' }] }] } })
    const sessionId = await agent.newSession(newFolder())
    await agent.prompt(sessionId, 'Work.')
    await agent.prompt(sessionId, 'Work.')
    await agent.prompt(sessionId, 'Judge.', { role: 'checker', kind: 'check', turn: 4 })
    expect(agent.said()).toBe(
      `${NOTICE} one${NOTICE} two${NOTICE} The demo script has nothing for checker turn 4 (check).`,
    )
  })

  test('refuses turn information it does not understand', async () => {
    const agent = start()
    const sessionId = await agent.newSession(newFolder())
    await expect(agent.prompt(sessionId, 'Work.', { turn: 0 })).rejects.toThrow(/_meta\.triptych/)
  })

  test('ends as cancelled, with the command it runs', async () => {
    const agent = start({ script: { implementation: [{ steps: [{ run: 'echo $$ > pid; exec sleep 600' }, WORK] }] } })
    const cwd = newFolder()
    const sessionId = await agent.newSession(cwd)
    const response = agent.prompt(sessionId, 'Work.')
    const pidFile = path.join(cwd, 'pid')
    await expect.poll(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8')).toMatch(/\d+\n/)
    await agent.cancel(sessionId)
    expect((await response).stopReason).toBe('cancelled')
    expect(isAlive(Number(readFileSync(pidFile, 'utf8')))).toBe(false)
    expect(existsSync(path.join(cwd, 'made'))).toBe(false)
  })

  test('asks, and goes on or stops as it is told', async () => {
    const script = {
      implementation: [
        { steps: [{ ask: { title: 'Look', kind: 'read', paths: ['a.txt'] } }, WORK, { say: 'Looked.' }] },
      ],
    }
    for (const permission of ['allow_once', 'reject_once'] as const) {
      const agent = start({ script, permission })
      const cwd = newFolder()
      expect((await agent.prompt(await agent.newSession(cwd), 'Work.')).stopReason).toBe('end_turn')
      expect(agent.permissions[0]?.toolCall).toMatchObject({
        title: 'Look',
        kind: 'read',
        locations: [{ path: path.join(cwd, 'a.txt') }],
      })
      expect(agent.said().includes('Looked.')).toBe(permission === 'allow_once')
      expect(existsSync(path.join(cwd, 'made'))).toBe(permission === 'allow_once')
    }
  })
})

describe('the process', () => {
  test('ends by itself when its input ends, also in the middle of a turn', async () => {
    const agent = start({ script: { implementation: [{ steps: [{ sleepMs: 600_000 }] }] } })
    const response = agent.prompt(await agent.newSession(newFolder()), 'Work.')
    response.catch(() => undefined)
    await agent.waitFor(() => agent.said() === `${NOTICE} `)
    agent.endInput()
    expect(await agent.exited).toEqual({ code: 0, signal: null })
  })

  test.each([
    [{ fault: 'explode' }, /the fault is one of hang/],
    [{ script: { implementation: [{ steps: [{ shout: 'hi' }] }] } }, /script-\d+\.json is not valid:[\s\S]*shout/],
  ])('says what is wrong with %j and exits with 2', async (options, message) => {
    const agent = start(options)
    expect(await agent.exited).toEqual({ code: 2, signal: null })
    expect(agent.stderr()).toMatch(message)
  })
})
