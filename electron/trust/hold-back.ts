import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { toBytePath } from '../git/byte-paths.ts'
import { isInside, kindOf } from '../git/disk.ts'
import { findAgentFiles } from './on-disk.ts'

/**
 * Moves what agents would honour and nobody trusted out of the worktree, so that for the length of a turn it is not there, for any
 * agent, on any system. What an earlier turn left aside comes back first. Returns the paths, sorted.
 */
export async function holdBack(
  worktree: string,
  aside: string,
  isTrusted: (path: string) => Promise<boolean>,
): Promise<string[]> {
  await giveBack(worktree, aside)
  const held: string[] = []
  for (const { path: place } of await findAgentFiles(worktree)) {
    if (await isTrusted(place)) continue
    const target = path.join(aside, place)
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
    await rename(path.join(worktree, place), target)
    held.push(place)
  }
  return held
}

/** Everything goes back to where it was. What the agent put there itself stays, and goes before what was held back. Idempotent. */
export async function giveBack(worktree: string, aside: string): Promise<void> {
  if ((await kindOf(aside)) === 'absent') return
  if ((await kindOf(worktree)) === 'folder') await mergeInto(worktree, aside, '')
  await rm(aside, { recursive: true, force: true })
}

async function mergeInto(worktree: string, aside: string, folder: string): Promise<void> {
  for (const name of await readdir(path.join(aside, folder))) {
    const place = path.posix.join(folder, name)
    const target = path.join(worktree, place)
    if (!(await isInside(worktree, toBytePath(place)))) continue // Something else is in the place of its folder now.
    const kind = await kindOf(target)
    if (kind === 'absent') await rename(path.join(aside, place), target)
    else if (kind === 'folder' && (await lstat(path.join(aside, place))).isDirectory())
      await mergeInto(worktree, aside, place)
  }
}
