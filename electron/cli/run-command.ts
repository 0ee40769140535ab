import { readFileSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { DEFAULT_RUN_CONFIG, type RunConfig, type Setup } from '../../shared/config.ts'
import type { RunRecord } from '../../shared/domain.ts'
import { shortId } from '../../shared/names.ts'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import { type Backend, openBackend } from '../backend.ts'
import type { RepositoryInfo } from '../git/inspect.ts'
import { listAgents, type NewRun, prepareStart, type StartRequest } from '../start-run.ts'
import { chooseAgents } from './choose-agents.ts'
import type { GoalSource, RunCommand } from './commands.ts'
import { resolveDelivery } from './decision.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { bold, dim, type Line, warn } from './line.ts'
import { agentsText, deliveryText, POLICY_TEXT } from './run-text.ts'
import { workOnRun } from './work-on-run.ts'
import { own, refuse, type Session } from './work-session.ts'

/** `run`: everything is checked before anything is written; then the run is shown, started and worked on. */
export async function runCommand(session: Session, command: RunCommand): Promise<ExitCode> {
  const request = await newRun(session, command)
  if (!request.ok) return refuseStart(session, request.error)
  const start = await prepareStart(surroundings(session), request.value)
  if (!start.ok) return refuseStart(session, start.error)
  const backend = await openBackend(surroundings(session))
  try {
    const owned = await own(session, backend)
    if (!owned.ok) return owned.error
    const { setup, source } = await setupOf(backend, command, start.value)
    const config = { ...request.value.config, setup }
    const started = await backend.startRun({ ...request.value, config })
    if (!started.ok) return refuseStart(session, started.error)
    const { run, repository } = started.value
    for (const line of openingLines(run, repository, source)) session.screen.say(line)
    return await workOnRun({ ...session, backend, runId: run.id, after: 0 })
  } finally {
    await backend.close()
  }
}

const surroundings = ({ home, io }: Session) => ({ home, environment: io.env })

function refuseStart(session: Session, refusal: Refusal): ExitCode {
  return refuse(session, refusal, refusal.code === 'agent_missing' ? EXIT.agentUnavailable : EXIT.refused)
}

async function newRun(session: Session, command: RunCommand): Promise<Result<NewRun, Refusal>> {
  const goal = await readGoal(session, command.goal)
  if (!goal.ok) return goal
  const known = listAgents(surroundings(session))
  if (!known.ok) return known
  const agents = chooseAgents(command.agents, known.value)
  if (!agents.ok) return agents
  const repoPath = path.resolve(session.io.cwd, command.repo)
  const delivery = command.deliver ? await resolveDelivery(repoPath, command.deliver) : ok(DEFAULT_RUN_CONFIG.delivery)
  if (!delivery.ok) return delivery
  const config: RunConfig = {
    ...DEFAULT_RUN_CONFIG,
    agents: agents.value,
    policy: command.policy ?? DEFAULT_RUN_CONFIG.policy,
    limits: command.limits,
    delivery: delivery.value,
  }
  return ok({ repoPath, goal: goal.value, config, ...(command.base === null ? {} : { base: command.base }) })
}

async function readGoal({ io }: Session, goal: GoalSource): Promise<Result<string, Refusal>> {
  if (goal.from === 'text') return ok(goal.text)
  if (goal.from === 'stdin') return ok((await text(io.stdin)).trimEnd())
  const file = path.resolve(io.cwd, goal.path)
  try {
    return ok(readFileSync(file, 'utf8').trimEnd())
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    const message = `The goal's file ${file} cannot be read (${why}).`
    return err({ code: 'goal_unreadable', message, remedy: 'Check the path after the @, or write the goal itself.' })
  }
}

async function setupOf(
  backend: Backend,
  { setup }: RunCommand,
  { repository, baseCommit }: StartRequest,
): Promise<{ setup: Setup; source: string }> {
  const proposed = await backend.proposedSetup(repository, baseCommit)
  if (setup === null) return proposed
  return { setup: { commands: setup, copy: proposed.setup.copy }, source: 'as given with --setup' }
}

/** What is about to happen, before it does. */
export function openingLines(run: RunRecord, repository: Pick<RepositoryInfo, 'notices'>, setupSource: string): Line[] {
  const { config } = run
  const { commands, copy } = config.setup
  const row = (name: string, text: string): Line => [dim(`  ${name.padEnd(11)}`), text]
  const setup = commands.length === 0 ? 'nothing' : commands.map((command) => `$ ${command}`).join('\n             ')
  return [
    [bold(`Run ${shortId(run.id)}`), dim(`  ${run.id}`)],
    row('goal', run.goal.split('\n').join('\n             ')),
    row('repository', run.repoPath),
    row('base', run.baseCommit?.slice(0, 12) ?? 'none'),
    row('branch', run.branch ?? 'none'),
    ...repository.notices.map((notice): Line => [warn('  !          '), notice]),
    row('set-up', `${setup}  (${setupSource})`),
    ...(copy.length > 0 ? [row('copied', copy.join(', '))] : []),
    row('agents', agentsText(config.agents)),
    row('policy', `${config.policy}: ${POLICY_TEXT[config.policy]}`),
    row('delivery', deliveryText(config.delivery)),
    [],
  ]
}
