import { statfs } from 'node:fs/promises'
import path from 'node:path'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import { kindOf } from './disk.ts'

/** Enough for the database, logs and one checkout of an ordinary repository. */
export const DEFAULT_MIN_FREE_BYTES = 512 * 1024 * 1024

/** Whether a folder's disk has room; the folder need not exist yet. */
export async function checkFreeSpace(
  folder: string,
  minFreeBytes: number = DEFAULT_MIN_FREE_BYTES,
): Promise<Result<{ freeBytes: number }, Refusal>> {
  let existing = path.resolve(folder)
  while ((await kindOf(existing)) === 'absent') existing = path.dirname(existing)
  const { bavail, bsize } = await statfs(existing)
  const freeBytes = bavail * bsize
  if (freeBytes >= minFreeBytes) return ok({ freeBytes })
  return err({
    code: 'no_space',
    message: `Only ${mebibytes(freeBytes)} MiB are free for ${folder}; at least ${mebibytes(minFreeBytes)} MiB are needed.`,
    remedy: 'Free some space, or set TRIPTYCH_HOME to a folder on a larger disk.',
  })
}

const mebibytes = (bytes: number): number => Math.floor(bytes / (1024 * 1024))
