import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { chmod, type FileHandle, lstat, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import path from 'node:path'
import { type BytePath, onDisk } from './byte-paths.ts'
import { GitFailed } from './spawn-git.ts'

/** What is at a path, without following a link at its end. */
export async function kindOf(file: string | Buffer): Promise<'absent' | 'file' | 'folder' | 'link' | 'special'> {
  try {
    const stats = await lstat(file)
    if (stats.isSymbolicLink()) return 'link'
    if (stats.isDirectory()) return 'folder'
    return stats.isFile() ? 'file' : 'special'
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return 'absent'
    throw error
  }
}

/** Of a path that somebody named. Nothing can be at one that is too long for the system. */
export async function isAbsent(file: string): Promise<boolean> {
  try {
    return (await kindOf(file)) === 'absent'
  } catch (error) {
    if (hasCode(error, 'ENAMETOOLONG')) return true
    throw error
  }
}

/** The regular file at a path, opened for reading without following a link at its end or waiting for a pipe; null: it is something else. */
export async function openPlain(file: string | Buffer): Promise<FileHandle | null> {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
  let handle: FileHandle
  try {
    handle = await open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  } catch (error) {
    // A link, a socket, or nothing at all.
    if (hasCode(error, 'ELOOP', 'EMLINK', 'ENXIO', 'ENOENT', 'ENOTDIR')) return null
    throw error
  }
  if ((await handle.stat()).isFile()) return handle
  await handle.close()
  return null
}

export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
}

/** Every folder above a repository path, outermost first: `a/b/c` has `a` and `a/b`. */
export function foldersAbove(bytePath: BytePath): BytePath[] {
  const parts = bytePath.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

/** Whether a path leads there through real folders only: never out of `root` through a link. */
export async function isInside(root: string, bytePath: BytePath): Promise<boolean> {
  for (const folder of foldersAbove(bytePath)) {
    if ((await kindOf(onDisk(root, folder))) !== 'folder') return false
  }
  return true
}

/** Makes the folders above a path, replacing links and files that stand in the way. */
export async function makeFoldersAbove(root: string, bytePath: BytePath): Promise<void> {
  for (const folder of foldersAbove(bytePath)) {
    const place = onDisk(root, folder)
    const kind = await kindOf(place)
    if (kind === 'folder') continue
    if (kind !== 'absent') await rm(place)
    await mkdir(place)
  }
}

/** Removes a file, a link (not what it points to) or a whole folder, and the folders above that are empty afterwards. */
export async function removeInside(root: string, bytePath: BytePath): Promise<void> {
  if (!(await isInside(root, bytePath))) return
  await rm(onDisk(root, bytePath), { recursive: true, force: true })
  for (const folder of foldersAbove(bytePath).reverse()) {
    try {
      await rmdir(onDisk(root, folder))
    } catch (error) {
      if (hasCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT')) return
      throw error
    }
  }
}

/** A whole folder, also where folders in it cannot be written by their owner, as some package managers leave them. Nothing behind a link. */
export async function removeTree(folder: string): Promise<void> {
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 })
  try {
    await remove()
  } catch (error) {
    if (hasCode(error, 'ENAMETOOLONG')) await liftDeep(folder)
    else if (hasCode(error, 'EACCES', 'EPERM')) await makeOrdinary(folder)
    else throw error
    await remove()
  }
}

/** So much below a folder everything is in reach, and can be moved: paths end at 4,096 bytes on Linux, at 1,024 on macOS. */
const REACH_BYTES = process.platform === 'linux' ? 3_000 : 700

/**
 * Folders nested so deeply that the system takes no path to what is in them are moved up to the top folder, part by part. Where they are
 * then.
 */
async function liftDeep(folderOnTop: string | Buffer): Promise<Buffer[]> {
  const top = Buffer.from(folderOnTop)
  const lifted: Buffer[] = []
  const waiting = [top]
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    await chmod(folder, 0o700)
    for (const entry of await readdir(folder, { withFileTypes: true, encoding: 'buffer' })) {
      if (!entry.isDirectory()) continue
      const place = Buffer.concat([folder, Buffer.from(path.sep), Buffer.from(entry.name)])
      if (place.length - top.length <= REACH_BYTES) {
        waiting.push(place)
        continue
      }
      const target = Buffer.concat([top, Buffer.from(path.sep + randomUUID())])
      await rename(place, target)
      lifted.push(target)
      waiting.push(target)
    }
  }
  return lifted
}

/**
 * Moves what is in the way to the trash beside the worktrees, `<home>/trash/<date>-<name>`, so that nothing is lost by making anew.
 * Does nothing if there is nothing. `called`: the name, if it is not its own.
 */
export async function putAside(folder: string, called: string = path.basename(folder)): Promise<void> {
  const kind = await kindOf(folder)
  if (kind === 'absent') return
  const trash = path.join(path.dirname(path.dirname(folder)), 'trash')
  await mkdir(trash, { recursive: true, mode: 0o700 })
  // A folder that its owner cannot write cannot be moved to another one either.
  if (kind === 'folder') await chmod(folder, 0o700)
  const name = `${new Date().toISOString().slice(0, 10)}-${called}`
  for (let count = 1; ; count++) {
    const target = path.join(trash, count === 1 ? name : `${name}-${count}`)
    if ((await kindOf(target)) === 'absent') return rename(folder, target)
  }
}

/**
 * A folder that was removed, or replaced by a link or a file, becomes an empty one: everything in it counts as deleted, and nothing is
 * read, written or removed behind a link. What stood there goes to the trash.
 */
export async function ensureFolder(folder: string): Promise<void> {
  if ((await kindOf(folder)) === 'folder') return
  await putAside(folder)
  await mkdir(folder, { recursive: true, mode: 0o700 })
}

/**
 * Does the work; if something in the worktree refuses (a folder without write permission, an unreadable file, a pipe in place of a
 * file), makes the worktree ordinary again and does it once more.
 */
export async function withRepair<T>(worktree: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const repairable = error instanceof GitFailed ? error.failure === 'exit' : hasCode(error, 'EACCES', 'EPERM')
    if (!repairable) throw error
    await makeOrdinary(worktree)
    return work()
  }
}

/**
 * Folders writable, files readable. Removed are pipes, sockets, devices, and folders so deep that the system takes no path to what is in
 * them: git can hold none of these. Never goes through a link.
 */
async function makeOrdinary(folder: string | Buffer): Promise<void> {
  try {
    await makeAllOrdinary(folder)
  } catch (error) {
    if (!hasCode(error, 'ENAMETOOLONG')) throw error
    for (const deep of await liftDeep(folder)) await rm(deep, { recursive: true, force: true })
    await makeAllOrdinary(folder)
  }
}

async function makeAllOrdinary(folder: string | Buffer): Promise<void> {
  if ((await kindOf(folder)) !== 'folder') return
  await chmod(folder, 0o700 | (await lstat(folder)).mode)
  for (const entry of await readdir(Buffer.from(folder), { withFileTypes: true, encoding: 'buffer' })) {
    const place = Buffer.concat([Buffer.from(folder), Buffer.from(path.sep), Buffer.from(entry.name)])
    if (entry.isDirectory()) await makeAllOrdinary(place)
    else if (entry.isFile()) await chmod(place, 0o600 | (await lstat(place)).mode)
    else if (!entry.isSymbolicLink()) await rm(place)
  }
}
