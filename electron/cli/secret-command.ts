import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import type { SecretsView } from '../../shared/views.ts'
import { folderSecrets } from '../secrets/folder-secrets.ts'
import { secretFile } from '../secrets/secret-file.ts'
import type { Secrets } from '../secrets/secrets.ts'
import { listAgents } from '../start-run.ts'
import type { SecretCommand } from './commands.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { plainResultJson } from './json-lines.ts'
import { bold, dim, good, warn } from './line.ts'
import { readSecret } from './read-secret.ts'
import { refuse, type Session } from './work-session.ts'

/** `secret`: variables that one agent gets and nobody else. A terminal has no key store: what is set here is kept in a file. */
export async function secretCommand(session: Session, command: SecretCommand): Promise<ExitCode> {
  const { home, io } = session
  const secrets = folderSecrets({ home, environment: io.env }, () => null)
  if (command.action === 'list') return list(session, secrets)
  const { agent, variable } = command
  return command.action === 'set' ? set(session, secrets, agent, variable) : remove(session, secrets, agent, variable)
}

function list(session: Session, secrets: Secrets): ExitCode {
  const { screen, program } = session
  const view = secrets.view()
  if (!view.ok) return refuse(session, view.error)
  for (const { agentId, name, usable } of view.value.secrets) {
    const where = usable ? '' : '  in the system’s key store: only the desktop application can use it'
    screen.say([bold(agentId), `  ${name}`, dim(where)])
  }
  if (view.value.secrets.length === 0) {
    screen.say(['No secret is stored. Store one with: ', `${program} secret set <agent> <NAME>`])
  }
  for (const secret of view.value.secrets) screen.json({ type: 'secret', ...secret })
  screen.json(plainResultJson(EXIT.done, `${view.value.secrets.length} stored`))
  return EXIT.done
}

async function set(session: Session, secrets: Secrets, agent: string, variable: string): Promise<ExitCode> {
  const { screen, home, io } = session
  const known = knownAgent(session, agent)
  if (!known.ok) return refuse(session, known.error)
  const value = await readSecret(io, `Value of ${variable} for ${agent} (it is not shown): `)
  if (value === null) return EXIT.interrupted
  const stored = secrets.set(agent, variable, value)
  if (!stored.ok) return refuse(session, stored.error)
  screen.say([
    good('✓ '),
    `${variable} is stored for ${agent}, and for no other agent. It counts from its next turn on.`,
  ])
  screen.say([warn('! '), `It is not encrypted: ${secretFile(home)}, for you alone to read.`])
  return EXIT.done
}

function remove(session: Session, secrets: Secrets, agent: string, variable: string): ExitCode {
  const before = secrets.view()
  if (!before.ok) return refuse(session, before.error)
  if (!isStored(before.value, agent, variable)) {
    const message = `No secret ${variable} is stored for ${agent}.`
    return refuse(session, { message, remedy: `See: ${session.program} secret list` })
  }
  const removed = secrets.remove(agent, variable)
  if (!removed.ok) return refuse(session, removed.error)
  session.screen.say([good('✓ '), `${variable} of ${agent} is removed.`])
  return EXIT.done
}

const isStored = ({ secrets }: SecretsView, agent: string, variable: string): boolean =>
  secrets.some(({ agentId, name }) => agentId === agent && name === variable)

/** A secret for an agent that does not exist would wait for ever. */
function knownAgent({ home, io }: Session, agent: string): Result<null, Refusal> {
  const agents = listAgents({ home, environment: io.env })
  if (!agents.ok) return agents
  const ids = agents.value.map(({ id }) => id)
  if (ids.includes(agent)) return ok(null)
  const remedy = `Known agents: ${ids.join(', ')}. Others go into settings.json.`
  return err({ code: 'agent_unknown', message: `There is no agent "${agent}".`, remedy })
}
