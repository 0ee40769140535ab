import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Environment } from '../process/environment.ts'
import { type OwnFolder, placeOfFolder } from './own-folder.ts'

interface Cache extends OwnFolder {
  /** Where one of these files is in the worktree it is made if it is missing, as its package manager would on its first use. */
  madeFor: readonly string[]
}

/** Where package managers keep what they fetched; hardly any set-up or verification works where they cannot write it. */
const CACHES: readonly Cache[] = [
  { variable: 'npm_config_cache', usual: '.npm', madeFor: ['package.json'] },
  { variable: 'XDG_CACHE_HOME', usual: '.cache', madeFor: ['.'] },
  { usual: '.yarn/berry', madeFor: ['.yarnrc.yml'] },
  { usual: '.bun/install/cache', madeFor: ['bun.lock', 'bun.lockb'] },
  { variable: 'XDG_DATA_HOME', below: 'pnpm/store', usual: '.local/share/pnpm/store', madeFor: ['pnpm-lock.yaml'] },
  { variable: 'PNPM_HOME', below: 'store', usual: '.local/share/pnpm/store', madeFor: [] },
  { variable: 'CARGO_HOME', below: 'registry', usual: '.cargo/registry', madeFor: ['Cargo.toml'] },
  { variable: 'CARGO_HOME', below: 'git', usual: '.cargo/git', madeFor: ['Cargo.toml'] },
  { variable: 'GOPATH', below: 'pkg', usual: 'go/pkg', madeFor: ['go.mod'] },
  { usual: '.gradle', madeFor: ['gradlew', 'build.gradle', 'build.gradle.kts'] },
  { usual: '.m2/repository', madeFor: ['pom.xml'] },
  { usual: '.m2/wrapper', madeFor: ['mvnw'] },
  { usual: '.nuget', madeFor: ['global.json', 'nuget.config', 'NuGet.Config'] },
  { usual: '.local/share/NuGet', madeFor: [] },
]

/** Folders, existing or not; those that this worktree's package managers need are made. */
export function packageCaches(environment: Environment, worktree: string): string[] {
  return CACHES.flatMap((cache) => {
    const folder = placeOfFolder(cache, environment)
    if (folder === null || !path.isAbsolute(folder)) return []
    if (cache.madeFor.some((name) => existsSync(path.join(worktree, name)))) makeFolder(folder)
    return [folder]
  })
}

/** Of a person: nobody else may look into it. Where it cannot be made, whoever needs it says so, as without the sandbox. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch {
    // See above.
  }
}
