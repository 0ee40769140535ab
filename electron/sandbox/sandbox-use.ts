import type { RunConfig } from '../../shared/config.ts'
import type { Refusal } from '../../shared/result.ts'
import type { Check } from '../../shared/views.ts'
import type { Bubblewrap, SandboxProbe } from './probe.ts'

/** What is known of an agent where it matters here. */
export interface ConfinedAgent {
  id: string
  /** false: the person wants it to run without. */
  sandbox: boolean
  /** It makes a sandbox of its own, and runs no command where it cannot. */
  ownSandbox: boolean
}

/** What a child is started in; `because`: a clause that follows "not sandboxed because". */
export type Confinement = { kind: 'sandbox'; by: Bubblewrap } | { kind: 'none'; because: string }

/** Pure. `agent` null: a command of a set-up or a verification. */
export function confinementOf(
  mode: RunConfig['sandbox'],
  probe: SandboxProbe,
  agent: ConfinedAgent | null = null,
): Confinement {
  if (mode === 'off') return { kind: 'none', because: 'the run was started with the sandbox off.' }
  if (probe.kind === 'none') return { kind: 'none', because: probe.reason }
  const because = agent && exemption(agent, probe)
  return because === null ? { kind: 'sandbox', by: probe } : { kind: 'none', because }
}

/** Why an agent runs without, where there is a sandbox; null: it does not. */
function exemption({ id, sandbox, ownSandbox }: ConfinedAgent, { nests }: Bubblewrap): string | null {
  if (!sandbox) return `settings.json says so (agents.${id}.sandbox).`
  return ownSandbox && !nests ? 'it makes a sandbox of its own, which this system does not allow inside another.' : null
}

/** What a run says of its sandbox. */
export function sandboxSentence(
  mode: RunConfig['sandbox'],
  probe: SandboxProbe,
  agents: readonly ConfinedAgent[],
): string {
  const confinement = confinementOf(mode, probe)
  if (confinement.kind === 'none') return `Not sandboxed because ${confinement.because}`
  const but = agents.map((agent) => {
    const own = confinementOf(mode, probe, agent)
    return own.kind === 'none' ? ` Agent ${agent.id} is not, because ${own.because}` : ''
  })
  return `Sandboxed by bubblewrap ${confinement.by.version}: files confined, network not.${but.join('')}`
}

/** Why a run that requires a sandbox cannot have it; null: it can, or does not require one. */
export function sandboxRefusal(
  mode: RunConfig['sandbox'],
  probe: SandboxProbe,
  agents: readonly ConfinedAgent[],
): Refusal | null {
  if (mode !== 'require') return null
  const otherwise = 'Or start a run with the sandbox on auto, which runs with your rights what cannot be confined.'
  if (probe.kind === 'none') {
    const message = `This run requires a sandbox, and there is none here: ${probe.reason}`
    return { code: 'no_sandbox', message, remedy: `${probe.remedy ?? 'Start it on Linux.'} ${otherwise}` }
  }
  for (const agent of agents) {
    const because = exemption(agent, probe)
    if (because === null) continue
    const message = `This run requires a sandbox, and agent ${agent.id} would run without, because ${because}`
    return { code: 'no_sandbox', message, remedy: `Choose another agent, or change that. ${otherwise}` }
  }
  return null
}

const UNCONFINED =
  'Until then give a run only what you would give the agent in your own terminal, or use a container or another user.'

const OPEN = 'the network is open to them; processes and open files are limited, memory and disk are not'

/** What this machine has, before a run is thought of. */
export function sandboxCheck(probe: SandboxProbe): Check {
  if (probe.kind === 'bubblewrap') {
    const open = probe.limits.length === 0 ? 'the network is open to them, and nothing limits what they take' : OPEN
    const text = `bubblewrap ${probe.version}: agents, set-up and verification see and change only what they need; ${open}.`
    return { id: 'sandbox', level: 'ok', text, remedy: null }
  }
  const text = `None: ${probe.reason} Agents run unconfined, with your rights.`
  return { id: 'sandbox', level: 'warning', text, remedy: probe.remedy ? `${probe.remedy} ${UNCONFINED}` : UNCONFINED }
}
