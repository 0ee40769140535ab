import path from 'node:path'
import { DEFAULT_RUN_CONFIG, limitsSchema, type RunConfig, type Setup } from '../../shared/config.ts'
import type { RunRecord } from '../../shared/domain.ts'
import { shortId } from '../../shared/names.ts'
import { ok, type Refusal, type Result } from '../../shared/result.ts'
import type { Backend } from '../backend.ts'
import { type AgentSources, checkerText, chooseAgents } from '../choose-agents.ts'
import { inspectRepository, type RepositoryInfo } from '../git/inspect.ts'
import { proposedConfig } from '../proposed-config.ts'
import { settingsOf } from '../settings.ts'
import { agentSources, type NewRun, prepareStart, type StartRequest } from '../start-run.ts'
import { lookAtAgentFiles, trustAgentFiles } from '../trust/repository-trust.ts'
import { agentFilesText } from '../views/repository-view.ts'
import type { RunCommand } from './commands.ts'
import { resolveDelivery } from './decision.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { bold, dim, type Line, warn } from './line.ts'
import { isBegun } from './no-runs.ts'
import { type ReadFile, readAttachments, uploadAll } from './read-attachments.ts'
import { readText } from './read-text.ts'
import { agentsText, deliveryText, POLICY_TEXT } from './run-text.ts'
import { workOnRun } from './work-on-run.ts'
import { openFolder, own, refuse, type Session } from './work-session.ts'

/** `run`: everything is checked before anything is written; then the run is shown, started and worked on. */
export async function runCommand(session: Session, command: RunCommand): Promise<ExitCode> {
  // A database that is there tells of the repository's last run; none is made before everything was checked.
  let backend = isBegun(session.home) ? await openFolder(session) : null
  try {
    const request = await newRun(session, command, backend)
    if (!request.ok) return refuseStart(session, request.error)
    const start = await prepareStart(surroundings(session), request.value)
    if (!start.ok) return refuseStart(session, start.error)
    const files = await readAttachments(session.io.cwd, command.attach)
    if (!files.ok) return refuseStart(session, files.error)
    backend ??= await openFolder(session)
    return await beginRun(session, command, backend, { request: request.value, start: start.value, files: files.value })
  } finally {
    await backend?.close()
  }
}

/** What it plays is a fixed script, unless the person names another one. */
function demoNotices(run: RunRecord, env: NodeJS.ProcessEnv): string[] {
  const plays = Object.values(run.config.agents).some(({ id }) => id === 'demo')
  if (!plays || env['TRIPTYCH_DEMO_SCRIPT']) return []
  return [
    'The demo agent plays a fixed script, written for the sample repository of `npm run demo`; in another one it fails.',
  ]
}

async function beginRun(
  session: Session,
  command: RunCommand,
  backend: Backend,
  { request, start, files }: { request: NewRun; start: StartRequest; files: readonly ReadFile[] },
): Promise<ExitCode> {
  const owned = await own(session, backend)
  if (!owned.ok) return owned.error
  const { setup, source } = await setupOf(backend, command, start)
  const brought = await agentFilesOf(backend, command, start)
  if (!brought.ok) return refuseStart(session, brought.error)
  const attachments = uploadAll(backend.uploads, files)
  if (!attachments.ok) return refuseStart(session, attachments.error)
  const config = { ...request.config, setup }
  const started = await backend.startRun({ ...request, config, attachments: attachments.value })
  if (!started.ok) return refuseStart(session, started.error)
  const { run, repository } = started.value
  const known = await backend.agents()
  const checker = known.ok ? checkerText(run.config.agents, known.value) : null
  const notices = [...repository.notices, ...brought.value, ...demoNotices(run, session.io.env)]
  const attached = files.map(({ name }) => name)
  for (const line of openingLines(run, { notices, attached }, source, checker)) session.screen.say(line)
  return await workOnRun({ ...session, backend, runId: run.id, after: 0 })
}

const surroundings = ({ home, io }: Session) => ({ home, environment: io.env })

function refuseStart(session: Session, refusal: Refusal): ExitCode {
  return refuse(session, refusal, refusal.code === 'agent_missing' ? EXIT.agentUnavailable : EXIT.refused)
}

async function newRun(
  session: Session,
  command: RunCommand,
  backend: Backend | null,
): Promise<Result<NewRun, Refusal>> {
  const goal = await readText(session.io, command.goal, 'goal')
  if (!goal.ok) return goal
  const repoPath = path.resolve(session.io.cwd, command.repo)
  const sources = await sourcesFor(session, backend, repoPath)
  if (!sources.ok) return sources
  const agents = chooseAgents(command.agents, sources.value)
  if (!agents.ok) return agents
  const delivery = command.deliver ? await resolveDelivery(repoPath, command.deliver) : ok(DEFAULT_RUN_CONFIG.delivery)
  if (!delivery.ok) return delivery
  const settings = settingsOf(session)
  if (!settings.ok) return settings
  const proposed = proposedConfig(settings.value)
  const config: RunConfig = {
    ...proposed,
    agents: agents.value,
    policy: command.policy ?? proposed.policy,
    limits: limitsSchema.parse({ ...proposed.limits, ...command.limits }),
    sandbox: command.sandbox ?? proposed.sandbox,
    delivery: delivery.value,
  }
  return ok({ repoPath, goal: goal.value, config, ...(command.base === null ? {} : { base: command.base }) })
}

async function sourcesFor(
  session: Session,
  backend: Backend | null,
  repoPath: string,
): Promise<Result<AgentSources, Refusal>> {
  if (backend === null) return agentSources(surroundings(session), null)
  const repository = await inspectRepository(repoPath)
  return repository.ok ? backend.agentSources(repository.value.root) : repository
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

/** A sentence on the settings for agents that the repository brings along, which are trusted before if the person says so here. */
async function agentFilesOf(
  { home }: Backend,
  { trustAgentFiles: wanted }: RunCommand,
  { repository, baseCommit }: StartRequest,
): Promise<Result<string[], Refusal>> {
  const looked = await lookAtAgentFiles(home, repository, baseCommit)
  if (!looked.ok || looked.value === null) return looked.ok ? ok([]) : looked
  const { hash, isTrusted } = looked.value
  if (wanted && !isTrusted && hash !== null) {
    const at = new Date().toISOString()
    const kept = await trustAgentFiles(home, repository, { commit: baseCommit, hash, at })
    return kept.ok ? ok([agentFilesText({ ...looked.value, isTrusted: true }).text]) : kept
  }
  const { text, remedy } = agentFilesText(looked.value)
  const way = isTrusted || hash === null ? remedy : 'With --trust-agent-files agents honour them.'
  return ok([way === null ? text : `${text} ${way}`])
}

/** What is about to happen, before it does. */
export function openingLines(
  run: RunRecord,
  { notices, attached = [] }: Pick<RepositoryInfo, 'notices'> & { attached?: readonly string[] },
  setupSource: string,
  checker: string | null = null,
): Line[] {
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
    ...(attached.length > 0 ? [row('attached', attached.join(', '))] : []),
    ...notices.map((notice): Line => [warn('  !          '), notice]),
    row('set-up', `${setup}  (${setupSource})`),
    ...(copy.length > 0 ? [row('copied', copy.join(', '))] : []),
    row('agents', agentsText(config.agents)),
    ...(checker === null ? [] : [row('', checker)]),
    row('policy', `${config.policy}: ${POLICY_TEXT[config.policy]}`),
    row('delivery', deliveryText(config.delivery)),
    [],
  ]
}
