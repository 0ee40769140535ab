/** The repository as a witness: what only the application may touch, what nobody may, and which refs moved how often. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { GIVEN_FILE } from '../../../electron/attachments/attach-to-run.ts'
import type { Store } from '../../../electron/store/store.ts'
import { checkpointRef, shortId } from '../../../shared/names.ts'
import { type DriverWorld, git } from '../driver/world.ts'

export interface Checkout {
  readonly status: string
  readonly head: string
  readonly index: string
  readonly refs: string
  readonly config: string
}

/** Everything of the person's, byte for byte; `release` is where a run may deliver to. */
export function checkoutOf(world: DriverWorld): Checkout {
  const bytes = (file: string): string =>
    createHash('sha256')
      .update(readFileSync(path.join(world.repository, file)))
      .digest('hex')
  const refs = git(world, 'for-each-ref', '--format=%(refname) %(objectname)').split('\n')
  return {
    status: git(world, 'status', '--porcelain', '--ignored'),
    head: bytes('.git/HEAD'),
    index: bytes('.git/index'),
    refs: refs.filter((line) => !/^refs\/(triptych|heads\/triptych|heads\/release)/.test(line)).join('\n'),
    config: bytes('.git/config'),
  }
}

export function repositoryDamage(world: DriverWorld): string[] {
  try {
    git(world, 'fsck', '--full', '--strict', '--no-dangling')
    return locksOf(world)
  } catch (error) {
    return [`git fsck: ${error instanceof Error ? error.message : String(error)}`]
  }
}

/** What a run that was deleted for good, or one that was put back, may not leave. */
export function leftOfOthers(world: DriverWorld, runId: string): string[] {
  const refs = git(world, 'for-each-ref', '--format=%(refname)', 'refs/triptych/').split('\n')
  const folders = ['runs', 'trash'].flatMap((name) => {
    const folder = path.join(world.home, name)
    return existsSync(folder) ? readdirSync(folder).map((entry) => `${name}/${entry}`) : []
  })
  return [
    ...refs.filter((ref) => ref !== '' && !ref.startsWith(`refs/triptych/${runId}/`)),
    // Kept in the trash by design: what stood in the way of the run's own worktree, half made when it was killed, and files that were
    // given to a run that was never recorded.
    ...folders
      .filter((folder) => folder !== `runs/${runId}` && !folder.split('-').includes(shortId(runId)))
      .filter((folder) => !(folder.startsWith('trash/') && holdsGivenFiles(path.join(world.home, folder)))),
  ].map((what) => `${what} is left`)
}

const holdsGivenFiles = (folder: string): boolean =>
  isDeepStrictEqual(readdirSync(folder), ['artifacts']) &&
  readdirSync(path.join(folder, 'artifacts')).every((name) => GIVEN_FILE.test(name))

/** A lock that a killed git leaves on a ref of ours would stop every later move of it. */
function locksOf(world: DriverWorld): string[] {
  const refs = git(world, 'for-each-ref', '--format=%(refname)').split('\n')
  return refs
    .filter((ref) => existsSync(path.join(world.repository, '.git', `${ref}.lock`)))
    .map((ref) => `${ref}.lock is left`)
}

/** A ref that came to the same commit twice, or a checkpoint whose ref is not the row's. */
export function repeatedMoves(world: DriverWorld, store: Store, runId: string): string[] {
  const { branch } = store.getRun(runId)
  const rows = store
    .listCheckpoints(runId)
    .map(({ payload }) => z.looseObject({ n: z.int(), commit: z.string() }).parse(payload))
  const numbers = rows.map(({ n }) => n)
  const refs = [`refs/heads/${branch}`, 'refs/heads/release', ...numbers.map((n) => checkpointRef(runId, n))]
  return [
    ...refs.flatMap((ref) => movedTwice(world, ref)),
    ...(numbers.every((n, index) => n === index) ? [] : [`the checkpoints are numbered ${numbers.join(', ')}`]),
    ...rows.flatMap(({ n, commit }) => {
      const actual = git(world, 'rev-parse', '--verify', checkpointRef(runId, n))
      return actual === commit ? [] : [`checkpoint ${n} is ${actual} instead of ${commit}`]
    }),
  ]
}

function movedTwice(world: DriverWorld, ref: string): string[] {
  const log = path.join(world.repository, '.git/logs', ref)
  if (!existsSync(log)) return []
  const targets = readFileSync(log, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
  return targets.flatMap((target, index) =>
    targets.indexOf(target) < index ? [`${ref} was moved to ${target} twice`] : [],
  )
}
