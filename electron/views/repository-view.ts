import { DEFAULT_RUN_CONFIG, type RunConfig, type Setup } from '../../shared/config.ts'
import type { Refusal, Result } from '../../shared/result.ts'
import type { AgentFilesView, Check, RepositoryRow, RepositoryView } from '../../shared/views.ts'
import { type AgentSources, checkerText, chooseAgents, noWish, type RoleAgents } from '../choose-agents.ts'
import type { RepositoryInfo } from '../git/inspect.ts'
import { notices } from '../git/notices.ts'
import type { SandboxProbe } from '../sandbox/probe.ts'
import { sandboxCheck } from '../sandbox/sandbox-use.ts'

/** Everything that was looked up about a repository that can be used. */
export interface RepositoryFacts {
  repository: RepositoryRow
  info: RepositoryInfo
  branches: string[]
  /** `name` null: what is checked out. */
  base: { name: string | null; commit: Result<string, Refusal> }
  space: Result<{ freeBytes: number }, Refusal>
  /** Another process that drives the data folder. */
  owner: { pid: number; host: string } | null
  agents: Result<AgentSources, Refusal>
  /** What any new run is proposed with. */
  proposed: RunConfig
  setup: { setup: Setup; source: string }
  sandbox: SandboxProbe
  agentFiles: Result<AgentFilesView | null, Refusal>
}

/** Pure. What stands in the way of a run, what it leaves out, and what it is proposed with. */
export function repositoryView(facts: RepositoryFacts): RepositoryView {
  const { repository, info, branches, setup } = facts
  const agents = facts.agents.ok ? proposedAgents(facts.agents.value) : null
  const checks = [
    ...startChecks(facts),
    ...fileChecks(facts),
    ...(facts.agents.ok ? [] : [failed('agents', facts.agents.error)]),
    ...(agents?.checks ?? []),
    setupCheck(setup),
    ...agentFilesCheck(facts.agentFiles),
    sandboxCheck(facts.sandbox),
  ]
  const config = agents && { ...facts.proposed, agents: agents.agents, setup: setup.setup }
  const agentFiles = facts.agentFiles.ok ? facts.agentFiles.value : null
  return { repository, branch: info.branch, head: info.head, branches, checks, config, setup, agentFiles }
}

/** A repository that cannot be looked at, with the only thing that is known of it. */
export function unusableRepository(repository: RepositoryRow, refusal: Refusal): RepositoryView {
  const remedy = refusal.code === 'not_found' ? 'Put it back, or choose it again where it is now.' : refusal.remedy
  const checks = [failed('repository', { ...refusal, remedy })]
  return { repository, branch: null, head: null, branches: [], checks, config: null, setup: null, agentFiles: null }
}

function startChecks({ info, base, space, owner }: RepositoryFacts): Check[] {
  const where = base.name ?? info.branch
  return [
    fine('repository', `A git repository, ${info.branch === null ? 'no branch checked out' : `on ${info.branch}`}.`),
    base.commit.ok
      ? fine('base', `A run starts from ${where === null ? '' : `${where}, `}${base.commit.value.slice(0, 7)}.`)
      : failed('base', base.commit.error),
    space.ok ? fine('free space', `${gibibytes(space.value.freeBytes)} GiB free.`) : failed('free space', space.error),
    ...(owner ? [failed('owner', drivenElsewhere(owner))] : []),
  ]
}

const gibibytes = (bytes: number): string => (bytes / 1024 ** 3).toFixed(1)

/** Why nothing can be started from here. `pid` 0: that process has not told who it is, or something is broken. */
export function drivenElsewhere({ pid, host }: { pid: number; host: string }): Refusal {
  const reading = 'Reading and answering work here too.'
  if (pid === 0) {
    const message =
      'This Triptych does not drive the data folder, and it is not known which one does. No run can be started.'
    const remedy = `Try again in a few seconds; if it stays so, run \`triptych doctor\` in a terminal. ${reading}`
    return { code: 'driven', message, remedy }
  }
  const message = `Another Triptych (process ${pid} on ${host}) drives this data folder, so no run can be started from here.`
  return { code: 'driven', message, remedy: `Start the run there, or end that Triptych and try again. ${reading}` }
}

const CLEAN = { staged: 0, unstaged: 0, untracked: 0 }

/** What the checkout has that a run has not. */
function fileChecks({ info, base }: RepositoryFacts): Check[] {
  const plain = { ...info, dirty: CLEAN }
  const branch = base.name ?? info.branch // That HEAD is detached matters only where a run starts from HEAD.
  const told = notices({ ...plain, branch, submodules: [], embedded: [], linksOut: [], lfs: false, partial: false })
  const warned = notices({ ...plain, branch: '', sparse: false, shallow: false, borrows: false, indexLocked: false })
  return [
    ...changesText(info.dirty).map((text): Check => ({ id: 'changes', level: 'info', text, remedy: null })),
    ...told.map((text, index): Check => ({ id: `notice ${index + 1}`, level: 'info', text, remedy: null })),
    ...warned.map((text, index): Check => ({ id: `left out ${index + 1}`, level: 'warning', text, remedy: null })),
  ]
}

function changesText({ staged, unstaged, untracked }: RepositoryInfo['dirty']): string[] {
  const total = staged + unstaged + untracked
  if (total === 0) return []
  // A file may be both staged and changed again, so the two numbers have no sum.
  const what =
    staged > 0 && unstaged > 0
      ? `Changed files in your checkout: ${staged} staged, ${unstaged} not staged, ${untracked} untracked.`
      : `${total} changed ${total === 1 ? 'file' : 'files'} in your checkout.`
  return [`${what} ${total === 1 ? 'It is left alone and is' : 'They are left alone and are'} not part of the run.`]
}

function setupCheck({ setup: { commands, copy }, source }: RepositoryFacts['setup']): Check {
  const parts = [
    ...(commands.length === 0 ? [] : [`run ${commands.join(', then ')}`]),
    ...(copy.length === 0 ? [] : [`copy ${copy.join(', ')}`]),
  ]
  const text = `Set-up of a fresh worktree, ${source}: ${parts.length === 0 ? 'nothing' : parts.join('; ')}.`
  return { id: 'setup', level: 'info', text, remedy: null }
}

/** The window puts the choice below the check of this name. */
function agentFilesCheck(looked: RepositoryFacts['agentFiles']): Check[] {
  if (!looked.ok) return [{ ...failed('agent files', looked.error), level: 'warning' }]
  return looked.value === null ? [] : [agentFilesText(looked.value)]
}

/** What the repository would have agents do, and whether they will. */
export function agentFilesText({ files, hash, isTrusted }: AgentFilesView): Check {
  const reasons = new Map(files.map(({ may }) => [may, files.filter((file) => file.may === may)]))
  const what = [...reasons].map(([may, those]) => `${those.map(({ path }) => path).join(', ')} may ${may}`).join('; ')
  const text = `The repository brings settings for agents: ${what}.`
  if (isTrusted) return { id: 'agent files', level: 'ok', text: `${text} You trust them as they are.`, remedy: null }
  const held = `${text} They are held back from agents.`
  const remedy = hash === null ? 'They are too much to be looked through, so they stay held back.' : null
  return { id: 'agent files', level: 'warning', text: held, remedy }
}

const DEMO_ONLY: Check = {
  id: 'agents',
  level: 'warning',
  text: 'No agent with a model is installed. The demo agents play a fixed script, written for the sample repository of “npm run demo”.',
  remedy: 'Install one; the list of agents says how.',
}

/** As in a terminal without named agents; the demo agent only where there is nothing else. */
function proposedAgents(sources: AgentSources): { agents: RoleAgents; checks: Check[] } {
  const chosen = chooseAgents(noWish(), sources)
  if (!chosen.ok) return { agents: DEFAULT_RUN_CONFIG.agents, checks: [DEMO_ONLY] }
  const text = checkerText(chosen.value, sources.known)
  return { agents: chosen.value, checks: text === null ? [] : [{ id: 'checker', level: 'info', text, remedy: null }] }
}

const fine = (id: string, text: string): Check => ({ id, level: 'ok', text, remedy: null })
const failed = (id: string, { message, remedy }: Refusal): Check => ({ id, level: 'error', text: message, remedy })
