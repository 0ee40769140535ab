import { randomUUID } from 'node:crypto'
import { lstat, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import path from 'node:path'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'

/** What is written beside its place under another name, and appears there whole or not at all. */
export interface Aside {
  /** Where to write. */
  readonly place: string
  /** Moves it to its place. Rejects where something else is there by now. */
  finish(): Promise<void>
  /** Leaves nothing behind; harmless afterwards. */
  drop(): Promise<void>
}

const nameAside = (target: string): string =>
  path.join(path.dirname(target), `.${path.basename(target)}.${randomUUID()}.tmp`)

/** A new folder, 0700. `target` is absolute, and free (`freeFolder`). */
export async function folderAside(target: string): Promise<Aside> {
  const place = nameAside(target)
  await mkdir(place, { mode: 0o700 })
  return {
    place,
    finish: async () => {
      // An empty folder that the person made for it; anything in it, and this refuses.
      if ((await kindAt(target)) === 'folder') await rmdir(target)
      await rename(place, target)
    },
    drop: () => rm(place, { recursive: true, force: true }),
  }
}

/** A new file, 0600, of these bytes, on the disk before it is moved. */
export async function fileAside(target: string, bytes: Uint8Array): Promise<Aside> {
  const place = nameAside(target)
  const drop = (): Promise<void> => rm(place, { force: true })
  try {
    const handle = await open(place, 'wx', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    await drop()
    throw error
  }
  return { place, finish: () => rename(place, target), drop }
}

/** Whether a new folder can be made at this absolute path: there is nothing, or an empty folder. */
export async function freeFolder(target: string): Promise<Result<null, Refusal>> {
  const kind = await kindAt(target)
  if (kind === 'folder' && (await readdir(target)).length === 0) return ok(null)
  return kind === null ? hasParent(target) : err(isThere(target))
}

export async function freeFile(target: string): Promise<Result<null, Refusal>> {
  return (await kindAt(target)) === null ? hasParent(target) : err(isThere(target))
}

const isThere = (target: string): Refusal => ({
  code: 'is_there',
  message: `There is something at ${target} already. Nothing was written.`,
  remedy: 'Name a place where nothing is: an export replaces nothing.',
})

async function hasParent(target: string): Promise<Result<null, Refusal>> {
  const parent = path.dirname(target)
  // A link to a folder is one, above the place that the person named.
  if ((await kindAt(path.join(parent, '.'))) === 'folder') return ok(null)
  return err({
    code: 'no_folder',
    message: `There is no folder ${parent}. Nothing was written.`,
    remedy: 'Make it first, or name another place.',
  })
}

async function kindAt(place: string): Promise<'folder' | 'other' | null> {
  try {
    return (await lstat(place)).isDirectory() ? 'folder' : 'other'
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null
    throw error
  }
}
