import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS } from '../../shared/attachments.ts'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import type { Uploads } from '../attachments/uploads.ts'

/** A file that goes along with a run, read as it is now. */
export interface ReadFile {
  name: string
  bytes: Buffer
}

/** In the given order. Whatever is no plain file of a size that a run takes refuses all of them. */
export async function readAttachments(cwd: string, paths: readonly string[]): Promise<Result<ReadFile[], Refusal>> {
  if (paths.length > MAX_ATTACHMENTS) {
    const message = `--attach is given ${paths.length} times; a run takes ${MAX_ATTACHMENTS} files along.`
    return err({ code: 'too_many_attachments', message, remedy: 'Attach fewer, or put them into the repository.' })
  }
  const files: ReadFile[] = []
  for (const given of paths) {
    const file = await readOne(path.resolve(cwd, given))
    if (!file.ok) return file
    files.push(file.value)
  }
  return ok(files)
}

/** Becomes uploads of the data folder, as files that the window attaches; their ids. */
export function uploadAll(uploads: Pick<Uploads, 'take'>, files: readonly ReadFile[]): Result<string[], Refusal> {
  const ids: string[] = []
  for (const { name, bytes } of files) {
    const taken = uploads.take({ name, total: bytes.length, offset: 0, bytes })
    if (!taken.ok) return taken
    ids.push(taken.value.id)
  }
  return ok(ids)
}

async function readOne(file: string): Promise<Result<ReadFile, Refusal>> {
  try {
    // A pipe would be waited for.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const stat = await handle.stat()
      const { size } = stat
      if (!stat.isFile()) return err(unfit(file, 'is no plain file'))
      if (size === 0) return err(unfit(file, 'is empty'))
      if (size > MAX_ATTACHMENT_BYTES)
        return err(unfit(file, `has more than ${MAX_ATTACHMENT_BYTES / 1024 / 1024} MiB`))
      return ok({ name: path.basename(file), bytes: await handle.readFile() })
    } finally {
      await handle.close()
    }
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return err(unfit(file, `cannot be read (${why})`))
  }
}

const unfit = (file: string, why: string): Refusal => ({
  code: 'attachment_unfit',
  message: `${file}, which is to be attached, ${why}.`,
  remedy: 'Check the path after --attach, or leave it out.',
})
