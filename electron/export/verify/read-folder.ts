import { createHash } from 'node:crypto'
import { lstat, readdir, realpath } from 'node:fs/promises'
import path from 'node:path'
import { err, ok, type Refusal, type Result } from '../../../shared/result.ts'
import { openPlain, sentenceOf } from '../../artifact-files.ts'
import type { FileFacts } from '../contents.ts'

/** What lies in a folder now. Paths use `/`; no link is followed. */
export interface FoundFolder {
  /** By path. */
  readonly files: ReadonlyMap<string, FileFacts>
  /** What is no plain file, or could not be read: a sentence each. */
  readonly problems: readonly string[]
  /** A file's text; null: it is not there, or is no plain file. */
  textOf(file: string): Promise<string | null>
}

/** Refused where there is no folder of that name. */
export async function readFolder(folder: string): Promise<Result<FoundFolder, Refusal>> {
  const root = await folderAt(folder)
  if (root === null) {
    const message = `There is no folder ${folder}.`
    return err({ code: 'no_folder', message, remedy: 'Name the folder that `triptych export` made.' })
  }
  const files = new Map<string, FileFacts>()
  const problems: string[] = []
  for (const file of await namesIn(root, '', problems)) {
    const read = await openPlain(root, path.join(root, ...file.split('/')), async (handle) => {
      const hash = createHash('sha256')
      let bytes = 0
      for await (const piece of handle.createReadStream({ autoClose: false, start: 0 })) {
        hash.update(piece)
        bytes += piece.length
      }
      return { path: file, bytes, sha256: `sha256:${hash.digest('hex')}` }
    })
    if (read.ok) files.set(file, read.value.value)
    else problems.push(`${file}: ${sentenceOf(read.error)}`)
  }
  return ok({ files, problems, textOf: (file) => textOf(root, file) })
}

async function folderAt(folder: string): Promise<string | null> {
  try {
    const root = await realpath(folder)
    return (await lstat(root)).isDirectory() ? root : null
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null
    throw error
  }
}

async function namesIn(root: string, below: string, problems: string[]): Promise<string[]> {
  const entries = await readdir(path.join(root, ...below.split('/')), { withFileTypes: true })
  const names: string[] = []
  for (const entry of entries) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) names.push(...(await namesIn(root, name, problems)))
    else if (entry.isFile()) names.push(name)
    else problems.push(`${name}: this is a link, a pipe or a device, not a plain file.`)
  }
  return names.sort()
}

async function textOf(root: string, file: string): Promise<string | null> {
  const read = await openPlain(root, path.join(root, ...file.split('/')), async (handle) => handle.readFile('utf8'))
  return read.ok ? read.value.value : null
}
