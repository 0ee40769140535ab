/**
 * A small application: `host.ts <folder> <auto|off> <script>` starts a nasty agent through the product's own driver, and says so. It is
 * there to be killed.
 */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { createAgents } from '../../../electron/agents/agents.ts'
import { createChildMarkers } from '../../../electron/process/child-markers.ts'
import { probeUntilFound } from '../../../electron/sandbox/probe.ts'
import { ok } from '../../../shared/result.ts'
import { NO_SECRETS } from '../../support/no-secrets.ts'

const [folder = '', sandbox = '', script = ''] = process.argv.slice(2)
const worktree = path.join(folder, 'worktrees/w')
const gitDir = path.join(folder, 'agent.git')
for (const made of [worktree, gitDir]) mkdirSync(made, { recursive: true })

const agents = createAgents({
  home: folder,
  environment: { PATH: '/usr/bin:/bin', HOME: path.join(folder, 'user'), LANG: 'C.UTF-8' },
  markers: await createChildMarkers(path.join(folder, 'children')),
  secrets: NO_SECRETS,
  settings: () => ok({ nasty: { driver: 'command', command: '/bin/sh', args: ['-c', script] } }),
  probeSandbox: probeUntilFound,
})
await agents.runTurn({
  ...{ runId: 'r', turnId: 't', role: 'implementation', kind: 'implement', turnNumber: 1, task: null },
  ...{ agent: { id: 'nasty' }, expectedVersion: null, worktree, gitDir, readOnly: false },
  sandbox: sandbox === 'off' ? 'off' : 'require',
  ...{ previousSessionId: null, previousCostMicros: null, mustContinue: false, mcpServers: [] },
  ...{ prompt: 'Be nasty.', brief: null },
  answer: { tool: 'report_result', problem: () => null, repairPrompt: (problem) => problem },
  transcriptFile: path.join(folder, 'transcript.jsonl'),
  ...{ idleMs: 60_000, hardMs: 60_000, signal: new AbortController().signal },
  onOutput: (output) => {
    if (output.kind === 'text') process.stdout.write(output.text)
  },
  onInterrupt: () => () => undefined,
  onPermission: () => Promise.resolve('reject'),
})
