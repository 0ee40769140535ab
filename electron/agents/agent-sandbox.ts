import { existsSync, realpathSync } from 'node:fs'
import path from 'node:path'
import type { McpServerLaunch, TurnRequest } from '../engine/agents-port.ts'
import type { Environment } from '../process/environment.ts'
import type { Inside } from '../sandbox/confine.ts'
import { placeOfFolder } from '../sandbox/own-folder.ts'
import { makeFolder } from '../sandbox/package-caches.ts'
import type { AgentLaunch } from './agent-process.ts'
import type { AgentSpec } from './catalog.ts'

/** An agent's package managers write into the sandbox's own folder for temporary files, and never into the person's caches. */
const OWN_CACHES = { npm_config_cache: '/tmp/npm-cache', GOCACHE: '/tmp/go-build' }
/** Only where it is used, for npm warns of what it does not know. */
const PNPM_STORE = { npm_config_store_dir: '/tmp/pnpm-store', pnpm_config_store_dir: '/tmp/pnpm-store' }

type Launch = Omit<AgentLaunch, 'marker' | 'redactor'>

/** The launch of an agent inside the sandbox; makes the folders that are its own where they are missing. */
export function launchInside(
  launch: Launch,
  by: Inside['by'],
  spec: AgentSpec,
  { worktree, gitDir, mcpServers }: Pick<TurnRequest, 'worktree' | 'gitDir' | 'mcpServers'>,
  dataFolder: string,
): Launch {
  const values = [...Object.keys(spec.env), ...spec.passed].flatMap((name) => launch.env[name] ?? [])
  const needed = [launch.command, ...launch.args, ...mcpServers.flatMap(wordsOf), ...values].filter(isThere)
  return {
    ...launch,
    env: { ...OWN_CACHES, ...(existsSync(path.join(worktree, 'pnpm-lock.yaml')) ? PNPM_STORE : {}), ...launch.env },
    inside: {
      by,
      confined: {
        ...{ worktree, gitDir, dataFolder },
        own: ownPlaces(spec, launch.env),
        needed: needed.flatMap((file) => [file, packageFolder(realpathSync(file))]),
      },
    },
  }
}

const isThere = (word: string): boolean => path.isAbsolute(word) && existsSync(word)

const wordsOf = (server: McpServerLaunch): string[] => (server.kind === 'stdio' ? [server.command, ...server.args] : [])

function ownPlaces(spec: AgentSpec, environment: Environment): string[] {
  const home = environment['HOME'] ?? ''
  const folders = spec.state.flatMap((folder) => placeOfFolder(folder, environment) ?? []).filter(path.isAbsolute)
  for (const folder of folders) makeFolder(folder)
  const added = spec.writable.map((place) => (place.startsWith('~/') ? path.join(home, place.slice(2)) : place))
  return [...folders, ...added, ...(spec.home === 'private' ? [home] : [])]
}

const MAX_DEPTH = 6

/** The folder that holds all that a program of a package needs: the outermost `node_modules`, else where the package begins, else its own. */
function packageFolder(file: string): string {
  const [before] = file.split('/node_modules/')
  if (before !== undefined && before !== file) return `${before}/node_modules`
  const above = Array.from({ length: MAX_DEPTH }, (_, depth) => path.resolve(path.dirname(file), '../'.repeat(depth)))
  return above.find((folder) => existsSync(path.join(folder, 'package.json'))) ?? path.dirname(file)
}
