/** What a person writes into settings.json, in a whole run of the demo agent: rules for permissions, and an MCP server of their own. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Script, Step } from '../electron/agents/demo/script.ts'
import { DEFAULT_RUN_CONFIG } from '../shared/config.ts'
import { draft } from './store/support.ts'
import { submit } from './support/demo-steps.ts'
import { makeRepository } from './support/repository.ts'
import { scriptedBackend } from './support/scripted-backend.ts'

const NOTES = path.join(import.meta.dirname, 'agents-driver/fixtures/notes-server.ts')
const asks = (command: string): Step => ({ ask: { title: `Run ${command}`, kind: 'execute', rawInput: { command } } })
const TASK = draft('Add sum', { verificationSteps: [], allowedPaths: ['src'] })
const SCRIPT: Script = {
  strategy: [{ steps: [submit('submit_plan', { summary: 'One task.', tasks: [TASK], risks: [], questions: [] })] }],
  implementation: [
    {
      steps: [
        asks('make all'),
        { write: { path: 'src/sum.js', content: '' } },
        asks('make all; rm -r .'),
        submit('report_result', { outcome: 'done', summary: 'Never reached.' }),
      ],
    },
  ],
  checker: [{ steps: [asks('make all')] }],
}

async function begin() {
  const backend = await scriptedBackend(SCRIPT)
  const { store, home } = backend
  return {
    store,
    home,
    begin: async () => {
      const config = { ...DEFAULT_RUN_CONFIG, policy: 'review_at_end' } as const
      const started = await backend.startRun({ repoPath: makeRepository().root, goal: 'Add sum', config })
      if (!started.ok) throw new Error(started.error.message)
      return started.value.run.id
    },
    write: (settings: object | string) =>
      writeFileSync(
        path.join(home, 'settings.json'),
        typeof settings === 'string' ? settings : JSON.stringify(settings),
      ),
    /** Until a gate is open or the run rests. */
    drive: async (runId: string, stop: AbortSignal = new AbortController().signal) => backend.drive(runId, stop),
    approve: (runId: string) => {
      const [gate = expect.fail('no gate is open')] = store.listOpenGates(runId)
      const { subjectHash } = gate
      const input = { subjectHash, verdict: 'approved', source: 'human', rationale: '', payload: {} } as const
      expect(backend.decide(gate.id, input).ok).toBe(true)
      return gate
    },
    messages: (runId: string) => store.listEvents(runId, 500).map(({ kind, message }) => `${kind}: ${message}`),
  }
}

test('the server is asked about and then given to agents; rules allow what they name, and nothing that hides behind it', async () => {
  const { store, home, begin: start, write, drive, approve, messages } = await begin()
  write({
    mcpServers: { notes: { command: NOTES, args: ['plain'] } },
    permissions: { allow: [{ command: 'make*' }] },
  })
  const runId = await start()
  expect(await drive(runId)).toEqual({ kind: 'wait', why: 'gate' })
  expect(approve(runId)).toMatchObject({
    kind: 'mcp_server',
    subject: { name: 'notes', tools: ['read_note', 'write_note'] },
  })

  const stop = new AbortController()
  const release = store.subscribe(() => {
    // The agent asks in the middle of its turn, which nobody answers here.
    if (store.listOpenGates(runId).length > 0) stop.abort()
  })
  onTestFinished(release)
  await drive(runId, stop.signal)
  const told = messages(runId)
  expect(told.filter((text) => text.startsWith('gate_opened'))).toEqual([
    'gate_opened: The MCP server notes is new. May agents use its 2 tools?',
    'gate_opened: The implementation agent asks: Run make all; rm -r .',
  ])
  const turns = path.join(home, 'runs', runId, 'turns')
  const transcripts = readdirSync(turns).map((name) => readFileSync(path.join(turns, name), 'utf8'))
  expect(transcripts.length).toBeGreaterThan(1)
  for (const transcript of transcripts) expect(transcript).toMatch(/"session\/new".*"name":"notes"/)
})

test('settings that cannot be read pause the run before anything is spent, and say where to look', async () => {
  const { store, begin: start, write, drive, messages } = await begin()
  const runId = await start()
  write('{ "permissions": {')
  expect(await drive(runId)).toEqual({ kind: 'wait', why: 'paused' })
  expect(messages(runId).at(-1)).toMatch(/^run_paused: .*settings\.json, line 1: not JSON.*Correct the file/)
  expect(store.listTurns(runId)).toEqual([])
})
