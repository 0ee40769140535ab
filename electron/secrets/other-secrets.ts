import type { Settings } from '../../shared/settings/settings.ts'
import type { Environment } from '../process/environment.ts'
import type { NamedSecret } from './redactor.ts'

const SECRET_WORDS = /KEY|TOKEN(?!S)|SECRET|PASSWORD|PASSWD|CREDENTIAL|AUTHORIZATION|COOKIE/i

/**
 * Pure. What is secret by its name though nobody stored it as a secret: variables that agents are passed from the application's
 * environment, and what the settings give to agents and to MCP servers.
 */
export function otherSecrets(
  settings: Pick<Settings, 'agents' | 'mcpServers'> | null,
  passed: readonly string[],
  environment: Environment,
): NamedSecret[] {
  const ofAgents = Object.values(settings?.agents ?? {}).flatMap(({ env }) => Object.entries(env ?? {}))
  const ofServers = Object.values(settings?.mcpServers ?? {}).flatMap((server) =>
    Object.entries('url' in server ? server.headers : server.env),
  )
  const ofEnvironment = [...new Set(passed)].map((name) => [name, environment[name] ?? ''] as const)
  return [...ofEnvironment, ...ofAgents, ...ofServers]
    .filter(([name]) => SECRET_WORDS.test(name))
    .flatMap(([name, value]) => [
      { name, value },
      { name, value: withoutScheme(value) },
    ])
}

/** `Bearer …` and `Basic …` are secret without that word too. */
const withoutScheme = (value: string): string => value.replace(/^(?:Bearer|Basic|Token) +/i, '')
