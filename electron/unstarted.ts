import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'
import { shortId } from '../shared/names.ts'
import { GIVEN_FILE } from './attachments/attach-to-run.ts'
import { kindOf, putAside } from './git/disk.ts'
import { SET_ASIDE } from './store/replace-file.ts'

/** A run is recorded within moments of its files; somebody else may be about to. */
const DAY_MS = 86_400_000

/**
 * Files that were given to a run which was never recorded, because the application was killed just before its row was committed, go to
 * the trash as what was put aside does. A folder that holds anything else stays, and so do all where a backup was restored: they may be of
 * runs that the database knew which was set aside for it.
 */
export async function putUnstartedAside(
  home: string,
  isKnown: (runId: string) => boolean,
  nowMs: number,
): Promise<void> {
  const runs = path.join(home, 'runs')
  if ((await kindOf(runs)) !== 'folder' || (await kindOf(path.join(home, SET_ASIDE))) !== 'absent') return
  for (const runId of await readdir(runs)) {
    const folder = path.join(runs, runId)
    if (!isKnown(runId) && (await isUnstarted(folder, nowMs))) await putAside(folder, shortId(runId))
  }
}

async function isUnstarted(folder: string, nowMs: number): Promise<boolean> {
  if ((await kindOf(folder)) !== 'folder') return false
  const artifacts = path.join(folder, 'artifacts')
  const [only, ...others] = await readdir(folder)
  if (only !== 'artifacts' || others.length > 0 || (await kindOf(artifacts)) !== 'folder') return false
  if ((await lstat(artifacts)).mtimeMs > nowMs - DAY_MS) return false
  return (await readdir(artifacts)).every((name) => GIVEN_FILE.test(name))
}
