import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { FORM_KINDS, type FormKind } from '../../shared/words.ts'
import type { Database } from './database.ts'
import { defineTable, timestamp } from './table.ts'

const formTable = defineTable('saved_forms', {
  id: z.string(),
  kind: z.enum(FORM_KINDS),
  name: z.string(),
  form: z.string(),
  updatedAt: z.string(),
})
const uploadTable = defineTable('uploads', {
  id: z.string(),
  name: z.string(),
  bytes: z.int(),
  sha256: z.string().nullable(),
  createdAt: z.string(),
})
export interface StoredUpload {
  id: string
  name: string
  bytes: number
  /** Null: not all of its bytes are there. */
  sha256: string | null
  createdAt: string
}

/** What a person prepares for runs: templates and drafts of the form, and files. Of no run, so there are no events. */
export function preparedOperations(db: Database) {
  return {
    /** The one saved last first. */
    listForms: () => formTable.list(db, 'ORDER BY seq DESC'),
    /** Replaces the one of this id, or adds it. */
    saveForm: ({
      id = randomUUID(),
      kind,
      name,
      form,
    }: {
      id?: string | undefined
      kind: FormKind
      name: string
      form: string
    }) =>
      db.transaction(() => {
        db.run('DELETE FROM saved_forms WHERE id = ?', id)
        return formTable.insert(db, { id, kind, name, form, updatedAt: timestamp() })
      }),
    removeForm: (id: string): boolean => db.run('DELETE FROM saved_forms WHERE id = ?', id) > 0,
    addUpload: (name: string, bytes: number): StoredUpload =>
      uploadTable.insert(db, { id: randomUUID(), name, bytes, sha256: null, createdAt: timestamp() }),
    /** Guarded: once. */
    finishUpload: (id: string, sha256: string): boolean =>
      db.run('UPDATE uploads SET sha256 = ? WHERE id = ? AND sha256 IS NULL', sha256, id) > 0,
    findUpload: (id: string): StoredUpload | null => uploadTable.one(db, 'WHERE id = ?', id),
    /** Oldest first. */
    listUploads: (): StoredUpload[] => uploadTable.list(db, 'ORDER BY seq'),
    removeUpload: (id: string): boolean => db.run('DELETE FROM uploads WHERE id = ?', id) > 0,
  }
}
