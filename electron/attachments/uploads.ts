import {
  closeSync,
  constants,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS } from '../../shared/attachments.ts'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import type { AttachmentRow } from '../../shared/views.ts'
import { hashBytes } from '../hash.ts'
import type { Store } from '../store/store.ts'
import { mimeOf } from './mime.ts'

/** Files that wait for a run, whoever gave them: more are refused until some are used or forgotten. */
const MAX_WAITING = 300
const DAY_MS = 86_400_000
/** A file that no template and no draft names is forgotten then. */
const KEPT_DAYS = 14

type Rows = Pick<Store, 'addUpload' | 'finishUpload' | 'findUpload' | 'listUploads' | 'removeUpload' | 'listForms'>

export interface UploadPiece {
  /** Of a file whose beginning is here already. */
  id?: string | undefined
  name: string
  total: number
  /** Where in the file the piece begins: as many bytes as are here. */
  offset: number
  bytes: Buffer
}

export interface Uploads {
  /** Takes a piece of a file; the file is complete with its last one. */
  take(piece: UploadPiece): Result<AttachmentRow, Refusal>
  /** Those of the ids that are complete and there, in the given order. */
  find(ids: readonly string[]): AttachmentRow[]
  /** A complete file's bytes, compared with its hash; a refusal names the file. */
  read(id: string): Result<{ row: AttachmentRow; bytes: Buffer }, Refusal>
  /** Forgets what nobody has used for days. */
  sweep(nowMs: number): void
}

/** Bytes lie in `<home>/uploads/<id>` until a run takes a copy, 0600 in a folder of 0700. */
export function createUploads(home: string, rows: Rows): Uploads {
  const folder = path.join(home, 'uploads')
  const fileOf = (id: string): string => path.join(folder, id)
  const sizeOf = (id: string): number | null => statSync(fileOf(id), { throwIfNoEntry: false })?.size ?? null
  const rowOf = (id: string): AttachmentRow | null => {
    const row = rows.findUpload(id)
    const received = sizeOf(id)
    if (row === null || received === null) return null
    return { id, name: row.name, bytes: row.bytes, received, mime: mimeOf(row.name), sha256: row.sha256 }
  }
  const begin = ({ name, total, offset }: UploadPiece): Result<string, Refusal> => {
    if (offset !== 0) return err(NOT_NEXT)
    if (total > MAX_ATTACHMENT_BYTES) return err(tooLarge(name))
    if (rows.listUploads().length >= MAX_WAITING) return err(TOO_MANY)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const { id } = rows.addUpload(name, total)
    closeSync(openSync(fileOf(id), 'wx', 0o600))
    return ok(id)
  }
  return {
    take: (piece) => {
      const begun = piece.id === undefined ? begin(piece) : ok(piece.id)
      if (!begun.ok) return begun
      const row = rowOf(begun.value)
      if (row === null) return err(gone('This file'))
      const end = piece.offset + piece.bytes.length
      if (row.sha256 !== null || row.received !== piece.offset || end > row.bytes) return err(NOT_NEXT)
      appendTo(fileOf(row.id), piece.bytes)
      if (end < row.bytes) return ok({ ...row, received: end })
      const sha256 = hashBytes(readFileSync(fileOf(row.id)))
      rows.finishUpload(row.id, sha256)
      return ok({ ...row, received: end, sha256 })
    },
    find: (ids) =>
      ids.flatMap((id) => {
        const row = rowOf(id)
        return row !== null && row.sha256 !== null && row.received === row.bytes ? [row] : []
      }),
    read: (id) => {
      const row = rowOf(id)
      if (row?.sha256 == null) return err(gone(row === null ? 'A file that was attached' : row.name))
      const bytes = readFileSync(fileOf(id))
      return hashBytes(bytes) === row.sha256 ? ok({ row, bytes }) : err(gone(row.name))
    },
    sweep: (nowMs) => {
      const forms = rows.listForms().map(({ form }) => form)
      for (const { id, createdAt } of rows.listUploads()) {
        const isOld = nowMs - Date.parse(createdAt) > KEPT_DAYS * DAY_MS
        if (!isOld || forms.some((form) => form.includes(id))) continue
        rmSync(fileOf(id), { force: true })
        rows.removeUpload(id)
      }
    },
  }
}

/** On the disk when it returns; no link is followed. */
function appendTo(file: string, bytes: Buffer): void {
  const handle = openSync(file, constants.O_WRONLY | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0))
  try {
    // All of it: a single write may end early without an error, where the disk becomes full.
    writeFileSync(handle, bytes)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

const NOT_NEXT: Refusal = {
  code: 'not_the_next_piece',
  message: 'This piece does not continue the file.',
  remedy: 'Attach the file again.',
}
const TOO_MANY: Refusal = {
  code: 'too_many_files',
  message: `${MAX_WAITING} attached files wait for a run already.`,
  remedy: `Start a run with some, or remove drafts and templates that name them: files that nothing names are forgotten after ${KEPT_DAYS} days.`,
}
const gone = (name: string): Refusal => ({
  code: 'attachment_gone',
  message: `${name} is not here any more, or not as it was attached.`,
  remedy: 'Attach it again.',
})
const tooLarge = (name: string): Refusal => ({
  code: 'attachment_too_large',
  message: `${name} is larger than ${MAX_ATTACHMENT_BYTES / 1024 / 1024} MiB.`,
  remedy: 'Put it into the repository and point to it in the goal.',
})

export const tooManyAttached: Refusal = {
  code: 'too_many_attachments',
  message: `A run takes at most ${MAX_ATTACHMENTS} attached files.`,
  remedy: 'Put more of them into the repository and point to them in the goal.',
}
