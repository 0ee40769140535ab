import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { ArtifactRecord } from '../shared/domain.ts'
import { err, ok, type Result } from '../shared/result.ts'

/** A link is no artifact, and a pipe must not block. */
const READ_PLAIN = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** Whatever SQLite has locked. POSIX drops all locks of a process on a file as soon as the process closes it once, anywhere. */
const OWN_FILE = /^(?:triptych\.sqlite|owner\.lock)/i

/** Why an artifact's file is not read. */
export interface FileProblem {
  /** `own`: a database of ours. `not_plain`: a link, a folder, a pipe, a file of two names. `unreadable`: the system refuses, `cause` says how. */
  readonly kind: 'outside' | 'own' | 'gone' | 'not_plain' | 'unreadable'
  /** Where the file is, or should be; absolute. */
  readonly file: string
  readonly cause: string
}

/** Where an artifact's file should be, absolute. Imported paths may lie anywhere. */
export const artifactFile = (home: string, { path: stored }: Pick<ArtifactRecord, 'path'>): string =>
  path.resolve(home, stored)

/**
 * At most `length` bytes from `offset` on, and how many the file has; none past its end. `home` is the data folder, without
 * links: only what lies below it is read.
 */
export async function readArtifactFile(
  home: string,
  artifact: Pick<ArtifactRecord, 'path'>,
  { offset, length }: { offset: number; length: number },
): Promise<Result<{ bytes: Buffer; total: number }, FileProblem>> {
  const read = await openPlain(home, artifactFile(home, artifact), async (handle, total) => ({
    bytes: await pieceOf(handle, offset, Math.min(length, total - offset)),
    total,
  }))
  return read.ok ? ok(read.value.value) : read
}

/**
 * Opens a plain file below `folder`, which has no links, and works on it; `total` is its size. What was looked at is what is read, by
 * its descriptor. A second name would belong to a file that lies elsewhere, so there must be one only.
 */
export async function openPlain<T>(
  folder: string,
  file: string,
  work: (handle: FileHandle, total: number) => Promise<T>,
): Promise<Result<{ place: string; value: T }, FileProblem>> {
  const problem = (kind: FileProblem['kind'], cause = '') => err({ kind, file, cause })
  // What lies elsewhere by name already is not even looked for: on Windows that would ask another machine.
  if (isForeignName(file) || !isBelow(folder, file)) return problem('outside')
  try {
    const place = await placeInside(folder, file)
    if (place === null) return problem('outside')
    if (path.dirname(place) === folder && OWN_FILE.test(path.basename(place))) return problem('own')
    const handle = await open(place, READ_PLAIN)
    try {
      // Twice: while a name is being replaced, a kernel may for a moment tell its old file with the count of names that it will have.
      if (!(await isOnlyName(place, handle)) || !(await isOnlyName(place, handle))) return problem('not_plain')
      const { size } = await handle.stat()
      return ok({ place, value: await work(handle, size) })
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return problem(kindOf(error), error.message)
  }
}

/**
 * Whether the name is that of the open file, a plain one, and its only one: asked of the name in one call, because a second name could
 * be gone again by the time the file itself is asked.
 */
async function isOnlyName(place: string, handle: FileHandle): Promise<boolean> {
  const named = await lstat(place, { bigint: true })
  const opened = await handle.stat({ bigint: true })
  return named.isFile() && named.nlink === 1n && named.ino === opened.ino && named.dev === opened.dev
}

/** What some system takes for another place than it looks like: a drive or a machine of Windows, a stream of a file, nothing at all. */
const isForeignName = (file: string): boolean =>
  file.includes('\0') || /::?\$(?:DATA|INDEX_ALLOCATION)$/i.test(file) || FOREIGN.test(path.basename(file))
const FOREIGN = /^(?:[a-z]:|\\\\|\/\/)/i

/** For people. */
export function sentenceOf({ kind, file, cause }: FileProblem): string {
  switch (kind) {
    case 'outside':
      return `${file} lies elsewhere.`
    case 'own':
      return `Triptych works with ${file} itself.`
    case 'not_plain':
      return `there is a link, a folder, a device or a file with a second name at ${file}.`
    case 'gone':
      return `${file} is gone.`
    case 'unreadable':
      return `${file} cannot be read (${cause}).`
  }
}

/** Whether there is something of this name in the data folder that a file manager can show. */
export async function canBeShown(home: string, artifact: Pick<ArtifactRecord, 'path'>): Promise<boolean> {
  const file = artifactFile(home, artifact)
  if (!isBelow(home, file)) return false
  try {
    const place = await placeInside(home, file)
    if (place === null) return false
    await lstat(place)
    return true
  } catch {
    // Whatever stands in the way: there is nothing to show.
    return false
  }
}

/** The file's place without links above it; null if that is not below `folder`. Throws if the folder it is in is not there. */
export async function placeInside(folder: string, file: string): Promise<string | null> {
  const root = await realpath(folder)
  const parent = await realpath(path.dirname(path.resolve(file)))
  if (parent !== root && !isBelow(root, parent)) return null
  return path.join(folder, path.relative(root, parent), path.basename(file))
}

function isBelow(folder: string, file: string): boolean {
  const relative = path.relative(folder, file)
  return relative !== '' && relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative)
}

/** A read may give less than was asked for, so it is repeated until there is nothing more. */
async function pieceOf(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, length))
  let filled = 0
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, offset + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

function kindOf(error: NodeJS.ErrnoException): FileProblem['kind'] {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return 'gone'
  // What opening a link, or a socket, answers.
  return error.code === 'ELOOP' || error.code === 'EMLINK' || error.code === 'ENXIO' ? 'not_plain' : 'unreadable'
}

const recordedSchema = z.looseObject({ sha256: z.string(), bytes: z.int() })

/** Whether the artifact's file is there with exactly the bytes that were recorded when it was written. */
export async function isWhole(home: string, artifact: Pick<ArtifactRecord, 'path' | 'metadata'>): Promise<boolean> {
  const recorded = recordedSchema.safeParse(artifact.metadata).data
  if (!recorded) return false
  try {
    const place = await placeInside(home, artifactFile(home, artifact))
    if (place === null) return false
    const handle = await open(place, READ_PLAIN)
    try {
      const stats = await handle.stat()
      if (!stats.isFile() || stats.size !== recorded.bytes) return false
      const hash = createHash('sha256')
      for await (const chunk of handle.createReadStream({ autoClose: false, start: 0 })) hash.update(chunk)
      return `sha256:${hash.digest('hex')}` === recorded.sha256
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (error instanceof Error && kindOf(error) === 'gone') return false
    throw error
  }
}
