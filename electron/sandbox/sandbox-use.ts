import type { RunConfig } from '../../shared/config.ts'
import type { Refusal } from '../../shared/result.ts'
import type { Check } from '../../shared/views.ts'
import type { Bubblewrap, SandboxProbe } from './probe.ts'

/** What a child is started in; `because`: a clause that follows "not sandboxed because". */
export type Confinement = { kind: 'sandbox'; by: Bubblewrap } | { kind: 'none'; because: string }

/** Pure. `exempt`: the id of an agent that settings.json says to run without; null: no such agent. */
export function confinementOf(
  mode: RunConfig['sandbox'],
  probe: SandboxProbe,
  exempt: string | null = null,
): Confinement {
  if (mode === 'off') return { kind: 'none', because: 'the run was started with the sandbox off.' }
  if (probe.kind === 'none') return { kind: 'none', because: probe.reason }
  if (exempt !== null) return { kind: 'none', because: `settings.json says so (agents.${exempt}.sandbox).` }
  return { kind: 'sandbox', by: probe }
}

/** What a run says of its sandbox. `exempt`: ids of those of its agents that settings.json says to run without. */
export function sandboxSentence(mode: RunConfig['sandbox'], probe: SandboxProbe, exempt: readonly string[]): string {
  const confinement = confinementOf(mode, probe)
  if (confinement.kind === 'none') return `Not sandboxed because ${confinement.because}`
  const but = exempt.map((id) => ` Agent ${id} is not, because settings.json says so (agents.${id}.sandbox).`)
  return `${sandboxedBy(confinement.by)}${but.join('')}`
}

export const sandboxedBy = ({ version }: Bubblewrap): string =>
  `Sandboxed by bubblewrap ${version}: files confined, network not.`

/** Why a run that requires a sandbox cannot have it; null: it can, or does not require one. */
export function sandboxRefusal(
  mode: RunConfig['sandbox'],
  probe: SandboxProbe,
  exempt: readonly string[],
): Refusal | null {
  if (mode !== 'require') return null
  const otherwise = 'start a run with the sandbox on auto, which runs agents with your rights where there is none.'
  if (probe.kind === 'none') {
    const message = `This run requires a sandbox, and there is none here: ${probe.reason}`
    return {
      code: 'no_sandbox',
      message,
      remedy: probe.remedy ? `${probe.remedy} Or ${otherwise}` : capital(otherwise),
    }
  }
  const [id] = exempt
  if (id === undefined) return null
  const message = `This run requires a sandbox, and settings.json says that agent ${id} runs without.`
  return { code: 'no_sandbox', message, remedy: `Remove "sandbox" from agents.${id} in settings.json, or ${otherwise}` }
}

const UNCONFINED =
  'Until then give a run only what you would give the agent in your own terminal, or use a container or another user.'

/** What this machine has, before a run is thought of. */
export function sandboxCheck(probe: SandboxProbe): Check {
  if (probe.kind === 'bubblewrap') {
    const text = `bubblewrap ${probe.version}: agents, set-up and verification see and change only what they need; the network is open to them.`
    return { id: 'sandbox', level: 'ok', text, remedy: null }
  }
  const text = `None: ${probe.reason} Agents run unconfined, with your rights.`
  return { id: 'sandbox', level: 'warning', text, remedy: probe.remedy ? `${probe.remedy} ${UNCONFINED}` : UNCONFINED }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
