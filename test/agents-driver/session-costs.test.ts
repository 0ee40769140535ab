import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createAgents } from '../../electron/agents/agents.ts'
import { createChildMarkers } from '../../electron/process/child-markers.ts'
import { probeSandbox } from '../../electron/sandbox/probe.ts'
import { ok } from '../../shared/result.ts'
import { NO_SECRETS } from '../support/no-secrets.ts'
import { TOY, temporaryFolder, testEnvironment } from './support.ts'

test('what a session has cost before is not counted again, so that nothing is counted twice or not at all', async () => {
  const home = temporaryFolder()
  const worktree = path.join(home, 'worktree')
  mkdirSync(worktree)
  const markers = await createChildMarkers(path.join(home, 'children'))
  const agents = createAgents({
    home,
    environment: testEnvironment(home),
    markers,
    secrets: NO_SECRETS,
    settings: () => ok({ toy: { command: TOY, args: ['resume_costs'] } }),
    probeSandbox,
  })
  const turn = (turnNumber: number, previousSessionId: string | null, previousCostMicros: number | null) =>
    agents.runTurn({
      runId: 'r1',
      turnId: `t${turnNumber}`,
      role: 'implementation',
      kind: 'implement',
      turnNumber,
      task: null,
      agent: { id: 'toy' },
      worktree,
      gitDir: path.join(home, 'agent.git'),
      sandbox: 'off',
      expectedVersion: null,
      previousSessionId,
      prompt: 'Do it.',
      brief: null,
      answer: { tool: 'report_result', problem: () => null, repairPrompt: (wrong) => wrong },
      transcriptFile: path.join(home, 'runs', 'r1', 'turns', `t${turnNumber}.jsonl`),
      idleMs: 10_000,
      readOnly: false,
      mustContinue: false,
      previousCostMicros,
      mcpServers: [],
      hardMs: 60_000,
      onInterrupt: () => () => undefined,
      signal: new AbortController().signal,
      onOutput: () => undefined,
      onPermission: async () => 'reject',
    })
  expect(await turn(1, null, null)).toMatchObject({ continued: false, costMicros: 250_000 })
  expect(await turn(2, 'new-session', 250_000)).toMatchObject({ continued: true, costMicros: 0 })
})
