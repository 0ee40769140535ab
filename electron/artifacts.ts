import { createHash, randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { ArtifactRecord } from '../shared/domain.ts'
import { err, ok } from '../shared/result.ts'
import type { AgentRole } from '../shared/words.ts'
import { artifactFile, openPlain, sentenceOf } from './artifact-files.ts'
import type { ArtifactsPort } from './engine/file-ports.ts'
import { hashBytes } from './hash.ts'
import type { Redactor } from './secrets/redactor.ts'

export interface ArtifactRows {
  /** The data folder. */
  readonly home: string
  addArtifact(runId: string, role: AgentRole | null, kind: string, filePath: string, metadata: unknown): ArtifactRecord
  getArtifact(artifactId: string): ArtifactRecord
  /** Hides secrets in what is written as text. */
  redactor(): Redactor
}

/** Their bytes are evidence of files, or no text: nothing in them is touched. */
const UNTOUCHED: ReadonlySet<string> = new Set(['diff', 'patch', 'image', 'attachment'])

/** Files under `runs/<run id>/`, complete on the disk before their row exists. Files are 0600, folders 0700. */
export function createArtifacts({ home, addArtifact, getArtifact, redactor }: ArtifactRows): ArtifactsPort {
  /** The number in a name comes from the folder, so writes of one run wait for each other. */
  const writing = new Map<string, Promise<unknown>>()
  const inTurn = <T>(runId: string, work: () => Promise<T>): Promise<T> => {
    const result = (writing.get(runId) ?? Promise.resolve()).then(work, work)
    writing.set(runId, result)
    return result
  }
  const toRelative = (file: string): string => path.relative(home, file).split(path.sep).join('/')

  return {
    write: (artifact) =>
      inTurn(artifact.runId, async () => {
        const { runId, role, kind, extension, mime } = artifact
        const folder = path.join(home, 'runs', word(runId), 'artifacts')
        await mkdir(folder, { recursive: true, mode: 0o700 })
        const given = Buffer.from(artifact.content)
        const bytes = UNTOUCHED.has(kind) ? given : redactor().bytes(given)
        const name = `${await nextNumber(folder)}-${word(kind)}.${word(extension)}`
        await writeWhole(folder, name, bytes)
        const facts = { sha256: hashBytes(bytes), bytes: bytes.length }
        const metadata = { ...facts, mime, ...artifact.metadata }
        return { ...addArtifact(runId, role, kind, toRelative(path.join(folder, name)), metadata), ...facts }
      }),
    async adopt(artifact) {
      const { runId, role, kind, mime } = artifact
      const read = await openPlain(path.join(home, 'runs', word(runId)), artifact.file, syncAndHash)
      if (!read.ok) return err(sentenceOf(read.error))
      const { place, value: facts } = read.value
      const metadata = { ...facts, mime, ...artifact.metadata }
      return ok({ ...addArtifact(runId, role, kind, toRelative(place), metadata), ...facts })
    },
    async readTail(artifactId, maxBytes) {
      const file = artifactFile(home, getArtifact(artifactId))
      const read = await openPlain(home, file, (handle) => tailOf(handle, maxBytes))
      if (!read.ok) throw new Error(`The file of artifact ${artifactId} is not read: ${sentenceOf(read.error)}`)
      return read.value.value
    },
  }
}

/** Kinds, extensions and ids become names of files. */
function word(text: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(text)) throw new Error(`Not usable in a file name: ${JSON.stringify(text)}`)
  return text
}

async function nextNumber(folder: string): Promise<string> {
  const numbers = (await readdir(folder)).map((name) => Number(/^(\d+)-/.exec(name)?.[1] ?? 0))
  return `${numbers.reduce((a, b) => Math.max(a, b), 0) + 1}`.padStart(4, '0')
}

async function writeWhole(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const temporary = path.join(folder, `.${randomUUID()}.tmp`)
  try {
    const handle = await open(temporary, 'wx', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, path.join(folder, name))
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(folder)
}

/** A new name is durable only when its folder is. Windows has no such call, and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, constants.O_RDONLY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** More of a file is not looked through: it may be sparse, and never end. Twice the longest transcript. */
export const MAX_ADOPTED_BYTES = 128 * 1024 * 1024

interface ReadFacts {
  /** Of what was read. */
  sha256: string
  bytes: number
  /** There was more. */
  truncated?: true
}

async function syncAndHash(handle: FileHandle): Promise<ReadFacts> {
  await handle.sync()
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of handle.createReadStream({ autoClose: false, start: 0, end: MAX_ADOPTED_BYTES - 1 })) {
    hash.update(chunk)
    bytes += chunk.length
  }
  const facts = { sha256: `sha256:${hash.digest('hex')}`, bytes }
  return (await handle.stat()).size > bytes ? { ...facts, truncated: true } : facts
}

async function tailOf(handle: FileHandle, maxBytes: number): Promise<string> {
  const { size } = await handle.stat()
  const start = Math.max(0, size - maxBytes)
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start)
  const bytes = buffer.subarray(0, bytesRead)
  // A character that was cut at the front (10xxxxxx bytes) is left out rather than shown as damage.
  const first =
    start === 0
      ? 0
      : Math.max(
          0,
          bytes.findIndex((byte) => (byte & 0xc0) !== 0x80),
        )
  return bytes.subarray(first).toString('utf8')
}
