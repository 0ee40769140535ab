import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Workplace } from '../engine/git-port.ts'
import { type BytePath, joinNul, onDisk, splitNul, toBytePath } from './byte-paths.ts'
import { foldersAbove, isInside, kindOf, makeFoldersAbove, openPlain } from './disk.ts'
import type { GitRepository } from './git.ts'

/**
 * Copies files such as `.env` from the checkout into the worktree. Only plain files that the worktree ignores: anything else would end
 * up in a commit. `missing` is every other path: absent, a folder, a link, outside the repository, or not ignored.
 */
export async function copyIgnored(
  repository: GitRepository,
  place: Workplace,
  paths: readonly string[],
): Promise<{ copied: string[]; missing: string[] }> {
  const reachable: string[] = []
  for (const path of paths) {
    if (isPlain(path) && (await hasOnlyFoldersAbove(place.worktree, toBytePath(path)))) reachable.push(path)
  }
  const ignored = await ignoredPaths(repository, place, reachable)
  const copied: string[] = []
  for (const path of paths) {
    const bytePath = toBytePath(path)
    if (ignored.has(bytePath) && (await copyOne(place, bytePath))) copied.push(path)
  }
  return { copied, missing: paths.filter((path) => !copied.includes(path)) }
}

/** A path as git writes it: relative, no empty, `.` or `..` part, nothing of `.git`. A colon would begin an expression. */
function isPlain(path: string): boolean {
  if (path.startsWith(':')) return false
  return path.split('/').every((part) => !['', '.', '..'].includes(part) && part.toLowerCase() !== '.git')
}

/** Git refuses to answer for all paths at once if one of them leads through a link. */
async function hasOnlyFoldersAbove(root: string, path: BytePath): Promise<boolean> {
  for (const folder of foldersAbove(path)) {
    if (!['folder', 'absent'].includes(await kindOf(onDisk(root, folder)))) return false
  }
  return true
}

/** Asked of the worktree, whose index tells what is tracked. */
async function ignoredPaths(
  repository: GitRepository,
  place: Workplace,
  paths: readonly string[],
): Promise<ReadonlySet<BytePath>> {
  if (paths.length === 0) return new Set()
  const { stdout } = await repository.run(['check-ignore', '-z', '--stdin'], {
    workTree: place.worktree,
    indexFile: place.indexFile,
    stdin: joinNul(paths.map(toBytePath)),
    answers: [0, 1],
  })
  return new Set(splitNul(stdout))
}

/** What is copied is what was looked at: the file is opened once, and followed by nobody. */
async function copyOne(place: Workplace, path: BytePath): Promise<boolean> {
  if (!(await isInside(place.repoPath, path))) return false
  const source = await openPlain(onDisk(place.repoPath, path))
  if (source === null) return false
  try {
    const { mode } = await source.stat()
    await makeFoldersAbove(place.worktree, path)
    const target = onDisk(place.worktree, path)
    await rm(target, { recursive: true, force: true })
    const copy = createWriteStream(target, { flags: 'wx', mode: mode & 0o777 })
    await pipeline(source.createReadStream({ autoClose: false }), copy)
  } finally {
    await source.close()
  }
  return true
}
