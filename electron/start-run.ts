import type { RunConfig } from '../shared/config.ts'
import type { RunRecord } from '../shared/domain.ts'
import type { MessageRecord } from '../shared/evidence.ts'
import { type HistoryLoss, LOSS_REMEDY, lossText } from '../shared/history-loss.ts'
import { branchName } from '../shared/names.ts'
import { err, ok, type Refusal, type Result } from '../shared/result.ts'
import { MAX_GOAL_CHARACTERS } from '../shared/text-limits.ts'
import { AGENT_ROLES, type AgentRole, FINAL_RUN_STATUSES, type MessageMode } from '../shared/words.ts'
import { agentSpecs } from './agents/catalog.ts'
import { type FoundAgent, findAgents } from './agents/found-agents.ts'
import type { AgentSources, RoleAgents } from './choose-agents.ts'
import type { LoginShellReport } from './desktop-environment.ts'
import { checkFreeSpace } from './git/free-space.ts'
import { inspectRepository, type RepositoryInfo, resolveBase } from './git/inspect.ts'
import { refuseNames } from './git/refuse-names.ts'
import type { Environment } from './process/environment.ts'
import { probeUntilFound, type SandboxProbe } from './sandbox/probe.ts'
import { type RunSandbox, runSandbox } from './sandbox/run-sandbox.ts'
import type { Secrets } from './secrets/secrets.ts'
import { type SettingsSource, settingsOf } from './settings.ts'
import type { Store } from './store/store.ts'

export interface NewRun {
  repoPath: string
  goal: string
  /** A ref or commit; the checked-out commit without it. */
  base?: string
  config: RunConfig
  /** Uploads that go along, in this order. */
  attachments?: readonly string[]
}

/** A new run that may start: everything is looked up, nothing is written yet. */
export interface StartRequest {
  goal: string
  repository: RepositoryInfo
  /** Full commit id the run starts from. */
  baseCommit: string
  config: RunConfig
}

/** Where the data folder is, and the environment that agents may inherit from. */
export interface Surroundings extends SettingsSource {
  environment: Environment
  /** The environment is complete only when this has settled, which never fails. Absent: it is. */
  environmentReady?: Promise<LoginShellReport>
  /** Whether children can be confined here. Absent: found out by doing it. */
  probeSandbox?: () => Promise<SandboxProbe>
}

export const sandboxProbe = ({ probeSandbox }: Surroundings): Promise<SandboxProbe> =>
  (probeSandbox ?? probeUntilFound)()

/** What a run with this configuration is confined by. */
export async function sandboxOf(around: Surroundings, config: RunConfig): Promise<Result<RunSandbox, Refusal>> {
  const settings = settingsOf(around)
  const specs = settings.ok ? agentSpecs(settings.value.agents) : settings
  return specs.ok ? ok(runSandbox(config, await sandboxProbe(around), specs.value)) : specs
}

/** The agents that this machine and the settings know. Runs nothing, and reads no secret but its name. */
export function listAgents(
  around: Surroundings,
  secrets: Pick<Secrets, 'view'> | null = null,
): Result<FoundAgent[], Refusal> {
  const settings = settingsOf(around)
  if (!settings.ok) return settings
  const specs = agentSpecs(settings.value.agents)
  if (!specs.ok) return specs
  const view = secrets?.view()
  const usable = view?.ok ? view.value.secrets.filter((secret) => secret.usable) : []
  const secretNames = (id: string) => usable.filter(({ agentId }) => agentId === id).map(({ name }) => name)
  return ok(findAgents(specs.value, around.environment, { secretNames }))
}

/** Who may play, for `chooseAgents`. */
export function agentSources(
  around: Surroundings,
  lastRun: RoleAgents | null,
  secrets: Pick<Secrets, 'view'> | null = null,
): Result<AgentSources, Refusal> {
  const settings = settingsOf(around)
  if (!settings.ok) return settings
  const known = listAgents(around, secrets)
  return known.ok ? ok({ known: known.value, lastRun, settings: settings.value.roles }) : known
}

/** Everything that can refuse a run. Writes nothing, neither to the repository nor to the data folder. */
export async function prepareStart(around: Surroundings, request: NewRun): Promise<Result<StartRequest, Refusal>> {
  const inspected = await inspectRepository(request.repoPath)
  if (!inspected.ok) return inspected
  const base = await resolveBase(inspected.value, request.base ?? 'HEAD')
  if (!base.ok) return base
  const names = await refuseNames(inspected.value, base.value, around.home)
  if (names !== null) return err(names)
  const space = await checkFreeSpace(around.home)
  if (!space.ok) return space
  await around.environmentReady
  const agents = listAgents(around)
  if (!agents.ok) return agents
  const start = { goal: request.goal, repository: inspected.value, baseCommit: base.value, config: request.config }
  const sandbox = await sandboxOf(around, request.config)
  if (!sandbox.ok) return sandbox
  const refused = refuseStart(start, agents.value) ?? sandbox.value.refusal
  return refused ? err(refused) : ok(start)
}

/** What can be refused without touching the repository; null: go on. */
export function refuseStart(request: StartRequest, agents: readonly FoundAgent[]): Refusal | null {
  const { goal, config } = request
  if (goal.trim() === '')
    return refusal('no_goal', 'The goal is empty.', 'Say in a sentence or more what is to be done.')
  if (goal.length > MAX_GOAL_CHARACTERS) {
    const message = `The goal has ${goal.length} characters; ${MAX_GOAL_CHARACTERS} is the limit.`
    return refusal('goal_too_long', message, 'Put long material into the repository and point to it.')
  }
  for (const role of AGENT_ROLES) {
    const { id } = config.agents[role]
    const found = agents.find((agent) => agent.id === id)
    if (!found) {
      const known = agents.map((agent) => agent.id).join(', ')
      return refusal(
        'agent_unknown',
        `There is no agent "${id}" (for ${role}).`,
        `Known agents: ${known}. Others go into settings.json.`,
      )
    }
    if (found.state === 'missing')
      return refusal(
        'agent_missing',
        `Agent "${id}" (for ${role}) was not found.`,
        found.remedy ?? 'Install it, then try again.',
      )
  }
  if (config.policy === 'unattended' && config.delivery.kind !== 'branch') {
    const message = `The policy unattended delivers to the run's own branch only, not as ${config.delivery.kind}.`
    return refusal('delivery_needs_person', message, 'Choose another policy, or leave --deliver out.')
  }
  return null
}

const refusal = (code: string, message: string, remedy: string): Refusal => ({ code, message, remedy })

/** Why nothing is driven until a person has said that they know. */
export const unacknowledged = (loss: HistoryLoss): Refusal =>
  refusal('history_loss', lossText(loss), `${LOSS_REMEDY} Say that you know: \`triptych acknowledge\`.`)

/** Writes the run, its branch name and its base in one transaction; `attach` adds files that a person gave along. */
export function recordRun(
  store: Store,
  { goal, repository, baseCommit, config }: StartRequest,
  hasTriptychBranch: boolean,
  attach: (runId: string) => void = () => undefined,
): RunRecord {
  return store.transaction(() => {
    const run = store.runStore.createRun(goal, repository.root, config)
    const branch = branchName(goal, run.id, hasTriptychBranch)
    store.patchRun(run.id, {}, { branch, baseCommit, headCommit: baseCommit })
    const message = `Run on ${repository.root} from ${baseCommit.slice(0, 12)}; the result goes to ${branch}.`
    store.addEvent(run.id, 'system', 'run_started', message, {
      branch,
      baseCommit,
      policy: config.policy,
      notices: repository.notices,
    })
    attach(run.id)
    return store.getRun(run.id)
  })
}

/** Why nothing is done with a removed run. */
export const inTrash = (runId: string): Refusal =>
  refusal(
    'removed',
    `Run ${runId} was removed, and is in the trash.`,
    'Put it back first: triptych put-back <run>, or Removed runs in the window.',
  )

export type RunControlAction = 'pause' | 'resume' | 'cancel'

/** Pause, resume or cancel, from any process. Says so where the run has already ended. */
export function controlRun(
  store: Store,
  runId: string,
  action: RunControlAction,
  reason: string,
): Result<RunRecord, Refusal> {
  return store.transaction(() => {
    const run = store.getRun(runId)
    if (store.trashOf(runId).state !== null) return err(inTrash(runId))
    if (run.status === 'completed' || run.status === 'failed' || run.status === 'cancelled') {
      return err(refusal('run_ended', `Run ${runId} has already ended: ${run.status}.`, 'Start a new run instead.'))
    }
    if (run.control === 'cancel') {
      // Somebody's answer or wish that the run ends is not taken back by going on with it: going on is what ends it.
      const remedy = 'It ends as soon as it is driven; start a new run instead.'
      return action === 'pause' ? err(refusal('run_cancelled', `Run ${runId} is being cancelled.`, remedy)) : ok(run)
    }
    const loss = action === 'resume' ? store.blockingLoss() : null
    if (loss) return err(unacknowledged(loss))
    const control = action === 'resume' ? 'run' : action
    if (run.control === control && action !== 'resume') return ok(run)
    const waits = action === 'resume' ? { waitUntil: null, waitReason: null } : {}
    store.patchRun(runId, {}, { control, controlReason: control === 'run' ? null : reason, ...waits })
    // Who resumes a run that waits for a limit wants it tried now, whatever was heard of the limit.
    if (action === 'resume' && run.waitUntil !== null)
      for (const { id } of Object.values(run.config.agents)) store.noteAgentLimit(id, null)
    const kind = action === 'resume' ? 'run_resumed' : 'run_paused'
    const message = { pause: 'Paused', resume: 'Resumed', cancel: 'Cancelling' }[action]
    store.addEvent(runId, 'system', kind, `${message} (${reason}).`, { action, reason })
    return ok(store.getRun(runId))
  })
}

/** A person's message to a role, from any process: its turn that runs is interrupted for it, or its next one begins with it. */
export function steerRun(
  store: Store,
  runId: string,
  role: AgentRole,
  mode: MessageMode,
  text: string,
): Result<MessageRecord, Refusal> {
  return store.transaction(() => {
    const run = store.getRun(runId)
    if (store.isRemoved(runId)) return err(inTrash(runId))
    if (FINAL_RUN_STATUSES.some((final) => final === run.status)) {
      return err(refusal('run_ended', `Run ${runId} has already ended: ${run.status}.`, 'Start a new run instead.'))
    }
    if (run.baseCommit === null) {
      const what = 'This run was made by an earlier version: nobody works on it any more.'
      return err(refusal('no_base', what, 'Its history stays readable.'))
    }
    if (text.trim() === '') return err(refusal('no_text', 'The message is empty.', 'Say what the agent is to know.'))
    const message = store.addMessage(runId, role, mode, text)
    const told = mode === 'interrupt' ? 'for now' : 'for its next turn'
    store.addEvent(runId, 'system', 'message_queued', `A message to ${role}, ${told}.`, {
      messageId: message.id,
      role,
      mode,
    })
    return ok(message)
  })
}
