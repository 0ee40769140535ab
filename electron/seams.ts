import type { EnginePorts } from './engine/ports.ts'
import type { GitRepository } from './git/git.ts'
import type { Database } from './store/database.ts'

/** Parts of the application, beside the engine's ports, that change something outside the database. */
export type EffectfulPart = 'mark' | 'children' | 'owner' | 'backups' | 'exports' | 'trash' | 'notices'

/** Where something can stand between the parts that `openBackend` joins: each is given one and returns what takes its place. */
export interface Seams {
  database(database: Database): Database
  repository(repository: GitRepository): GitRepository
  ports(ports: EnginePorts): EnginePorts
  part<T extends object>(name: EffectfulPart, part: T): T
}

const NOTHING_BETWEEN: Seams = {
  database: (database) => database,
  repository: (repository) => repository,
  ports: (ports) => ports,
  part: (_name, part) => part,
}

/** Nothing stands between them unless a test asks for failpoints; the window's bundles have no such place. */
export async function openSeams(): Promise<Seams> {
  const failpoint = process.env['TRIPTYCH_FAILPOINT']
  if (failpoint === undefined) return NOTHING_BETWEEN
  const { failingSeams } = await import('./failpoints.ts')
  return failingSeams(failpoint)
}
