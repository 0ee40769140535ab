import { constants } from 'node:fs'
import { lstat, open, readdir, readlink } from 'node:fs/promises'
import path from 'node:path'
import { AGENT_FILES, foldName } from '../../shared/agent-files.ts'
import { MAX_BYTES, MAX_FILES, type SetFile } from './file-set.ts'

/** An agent's file as it lies in a worktree, whatever the case of its name. */
export interface FoundFile {
  /** With `/`; its folders are real ones, so it does not lead out of the worktree. */
  readonly path: string
}

/** What lies at the top of a folder and agents would honour. A link in the place of a folder above is found in its stead. */
export async function findAgentFiles(worktree: string): Promise<FoundFile[]> {
  const found = new Set<string>()
  for (const { path: wanted } of AGENT_FILES) {
    for (const place of await resolveFolded(worktree, wanted.split('/'))) found.add(place)
  }
  return [...found].sort().map((place) => ({ path: place }))
}

async function resolveFolded(folder: string, parts: readonly string[], above = ''): Promise<string[]> {
  const [wanted, ...rest] = parts
  const names = (await readdir(folder)).filter((name) => foldName(name) === wanted)
  const places = await Promise.all(
    names.map(async (name) => {
      const place = path.posix.join(above, name)
      const stats = await lstat(path.join(folder, name))
      if (rest.length === 0 || stats.isSymbolicLink()) return [place]
      return stats.isDirectory() ? resolveFolded(path.join(folder, name), rest, place) : []
    }),
  )
  return places.flat()
}

/** All files at or below a path; null: more than anybody looks through, or something that is neither file, link nor folder. */
export async function readSet(root: string, place: string): Promise<SetFile[] | null> {
  const files: SetFile[] = []
  let left = MAX_BYTES
  const read = async (relative: string): Promise<boolean> => {
    if (files.length >= MAX_FILES) return false
    const absolute = path.join(root, relative)
    const stats = await lstat(absolute)
    if (stats.isSymbolicLink()) {
      files.push({ path: relative, kind: 'link', content: Buffer.from(await readlink(absolute)) })
      return true
    }
    if (stats.isDirectory()) {
      for (const name of await readdir(absolute)) if (!(await read(path.posix.join(relative, name)))) return false
      return true
    }
    const content = stats.isFile() ? await readRegular(absolute, left) : null
    if (content === null) return false
    left -= content.length
    files.push({ path: relative, kind: 'file', content })
    return true
  }
  return (await read(place)) ? files : null
}

/**
 * The bytes of a regular file, read from the very file that was checked: no link is followed, nothing waits for a pipe. Null: it is
 * something else, or larger than `maxBytes`.
 */
export async function readRegular(file: string, maxBytes: number): Promise<Buffer | null> {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
  const handle = await open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  try {
    const stats = await handle.stat()
    if (!stats.isFile() || stats.size > maxBytes) return null
    const buffer = Buffer.alloc(maxBytes < stats.size + 1 ? maxBytes + 1 : stats.size + 1)
    let length = 0
    for (;;) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length)
      if (bytesRead === 0) return buffer.subarray(0, length)
      length += bytesRead
      // It grew while it was read.
      if (length > stats.size) return null
    }
  } finally {
    await handle.close()
  }
}
