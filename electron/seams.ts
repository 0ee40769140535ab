import type { EnginePorts } from './engine/ports.ts'
import type { GitRepository } from './git/git.ts'
import type { ChildMarkers } from './process/child-markers.ts'
import type { Database } from './store/database.ts'
import type { HighWater } from './store/high-water.ts'
import type { acquireOwnerLock } from './store/owner-lock.ts'

/** Where something can stand between the parts that `openBackend` joins: each is given one and returns what takes its place. */
export interface Seams {
  database(database: Database): Database
  mark(highWater: HighWater): HighWater
  repository(repository: GitRepository): GitRepository
  markers(markers: ChildMarkers): ChildMarkers
  owner(owner: { acquire: typeof acquireOwnerLock }): { acquire: typeof acquireOwnerLock }
  ports(ports: EnginePorts): EnginePorts
}

const NOTHING_BETWEEN: Seams = {
  database: (database) => database,
  mark: (highWater) => highWater,
  repository: (repository) => repository,
  markers: (markers) => markers,
  owner: (owner) => owner,
  ports: (ports) => ports,
}

/** Nothing stands between them unless a test asks for failpoints; the window's bundles have no such place. */
export async function openSeams(): Promise<Seams> {
  const failpoint = process.env['TRIPTYCH_FAILPOINT']
  if (failpoint === undefined) return NOTHING_BETWEEN
  const { failingSeams } = await import('./failpoints.ts')
  return failingSeams(failpoint)
}
