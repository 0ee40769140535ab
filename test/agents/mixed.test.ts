/** Whole runs in which each role is played by another agent that nobody here wrote; only the model is a script on loopback. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { AGENT_ROLES, type AgentRole } from '../../shared/words.ts'
import { type FakeAction, type FakeTurn, startFakeModel } from '../support/fake-model.ts'
import { makeRepository } from '../support/repository.ts'
import { planAnswer, REPORT_ANSWER, SUM, SUM_FILES, VERDICT_ANSWER } from '../support/sum-job.ts'
import { openTerminal, triptych } from '../support/terminal.ts'
import { REAL_AGENTS, type RealAgent, whyMissing } from './real-agents.ts'
import { makeHome } from './world.ts'

type Cast = Record<AgentRole, RealAgent>

const isWhole = process.env['TRIPTYCH_AGENTS'] === 'all'
const agents = REAL_AGENTS.filter(({ short }) => short || isWhole)

/** Every agent in every role, each time beside others. */
const ALL_CASTS = agents.map((strategy, at): Cast => {
  const after = (steps: number): RealAgent => agents[(at + steps) % agents.length] ?? strategy
  return { strategy, implementation: after(1), checker: after(2) }
})
/** In short the one that starts the slower of two agents once. */
const CASTS = isWhole ? ALL_CASTS : ALL_CASTS.slice(1)

const named = CASTS.map((cast) => ({ cast, names: AGENT_ROLES.map((role) => cast[role].name).join(', ') }))

test.for(named)('plan, change and check by $names', async ({ cast }, { skip }) => {
  const missing = AGENT_ROLES.flatMap((role) => whyMissing(cast[role]) ?? [])
  if (missing.length > 0) return skip(missing.join('; '))
  const model = await startFakeModel({ script: (turn, step) => script(cast, turn, step) })
  onTestFinished(() => model.close())
  const folder = makeHome()
  const terminal = openTerminal(folder)
  writeSettings(terminal.home, cast, path.join(folder, 'user'), model.origin)
  const repository = makeRepository({ ...SUM_FILES, 'src/README.md': 'Functions\n' })
  const finished = await triptych(
    terminal,
    ...['run', '--repo', repository.root, '--goal', 'Add sum', '--policy', 'unattended', '--json'],
    ...AGENT_ROLES.flatMap((role) => ['--agent', `${role}=${cast[role].id}`]),
    ...AGENT_ROLES.flatMap((role) => (cast[role].model === null ? [] : ['--model', `${role}=${cast[role].model}`])),
  )
  const lines = finished.stdout
    .trim()
    .split('\n')
    .map((line) => lineSchema.parse(JSON.parse(line)))
  expect(lines.at(-1), finished.stderr).toMatchObject({ type: 'result', status: 'completed', unverified: 0 })
  const { branch } = resultSchema.parse(lines.at(-1))
  expect(repository.git('show', `${branch}:src/sum.js`)).toBe(SUM.trim())
  const played = lines
    .filter(({ kind }) => kind === 'turn_started')
    .map(({ source, payload }) => `${source} ${agentOf(payload)}`)
  expect([...new Set(played)].sort()).toEqual(AGENT_ROLES.map((role) => `${role} ${cast[role].id}`).sort())
})

const lineSchema = z.looseObject({
  type: z.string(),
  kind: z.string().optional(),
  source: z.string().optional(),
  payload: z.unknown().optional(),
})
const resultSchema = z.looseObject({ branch: z.string() })
const agentOf = (payload: unknown): string => z.looseObject({ agent: z.string() }).parse(payload).agent

/** As a person writes it; the agents' own configuration lies in the person's home. */
function writeSettings(dataFolder: string, cast: Cast, home: string, origin: string): void {
  const entries = AGENT_ROLES.map((role) => cast[role]).map((agent) => [
    agent.id,
    { ...agent.configure(home, origin), command: agent.program },
  ])
  mkdirSync(dataFolder, { mode: 0o700 })
  writeFileSync(path.join(dataFolder, 'settings.json'), JSON.stringify({ agents: Object.fromEntries(entries) }))
}

/** What the model does, by role and kind of turn and by how many tools it has called. */
function script(cast: Cast, turn: FakeTurn, step: number): FakeAction {
  switch (turn.kind) {
    case 'plan':
      return once(step, 'submit_plan', planAnswer(['node --test']))
    case 'implement':
      if (step === 0) return { text: 'I write it. ', call: cast.implementation.write(turn, 'src/sum.js', SUM) }
      return once(step - 1, 'report_result', REPORT_ANSWER)
    case 'check':
    case 'review':
      return once(step, 'submit_verdict', VERDICT_ANSWER)
    default:
      throw new Error(`No script for ${turn.role} ${turn.kind}`)
  }
}

const once = (step: number, tool: string, answer: Record<string, unknown>): FakeAction =>
  step === 0 ? { text: 'I submit it. ', call: { tool, arguments: answer } } : { text: 'It is submitted.' }
