import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Environment } from '../process/environment.ts'
import { type OwnFolder, placeOfFolder } from './own-folder.ts'

/** Where package managers keep what they fetched; hardly any set-up or verification works where they cannot write it. */
const CACHES: readonly OwnFolder[] = [
  { variable: 'npm_config_cache', usual: '.npm' },
  { variable: 'XDG_CACHE_HOME', usual: '.cache' },
  { usual: '.yarn/berry' },
  { usual: '.bun/install/cache' },
  { usual: '.local/share/pnpm/store' },
  { variable: 'PNPM_HOME', below: 'store', usual: '.local/share/pnpm/store' },
  { variable: 'CARGO_HOME', below: 'registry', usual: '.cargo/registry' },
  { variable: 'CARGO_HOME', below: 'git', usual: '.cargo/git' },
  { variable: 'GOPATH', below: 'pkg', usual: 'go/pkg' },
  { usual: '.gradle' },
  { usual: '.m2/repository' },
  { usual: '.m2/wrapper' },
  { usual: '.nuget' },
  { usual: '.local/share/NuGet' },
]

/** Made where they are missing, as npm and most others would on their first use. */
const MADE = ['.npm', '.cache']

/** Folders, existing or not. Makes the two that nearly everything needs. */
export function packageCaches(environment: Environment): string[] {
  const { HOME: home } = environment
  if (home) for (const name of MADE) makeFolder(path.join(home, name))
  return CACHES.flatMap((cache) => placeOfFolder(cache, environment) ?? []).filter(path.isAbsolute)
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch {
    // It is there, or cannot be made: without the sandbox that would be no different.
  }
}
