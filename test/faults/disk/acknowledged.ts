import { existsSync } from 'node:fs'
import { openStore } from '../../../electron/store/store.ts'

/** What came of a folder whose disk refused something. */
export interface Judged {
  /** Names that were acknowledged and are not there. */
  lost: string[]
  /** Why the folder can't be opened, or what is told to be missing; null: nothing is wrong. */
  wrong: string | null
  acknowledged: number
  refused: number
}

/** Compares what traffic printed with what the database holds afterwards. Opening it checks its structure, too. */
export function judge(file: string, runId: string, printed: string): Judged {
  const lines = printed.split('\n').map((line) => line.split(' '))
  const saved = lines.flatMap(([word, name = '']) =>
    word === 'saved' && /^(?:event|effect)-/.test(name) ? [name] : [],
  )
  const counts = { acknowledged: saved.length, refused: lines.filter(([word]) => word === 'refused').length }
  if (!existsSync(file)) return { ...counts, lost: saved, wrong: 'there is no database' }
  try {
    const store = openStore(file)
    try {
      const events = new Set(store.listEvents(runId, 100_000).map(({ message }) => message))
      const effects = new Set(
        store.database.all(`SELECT key FROM effects WHERE state = 'done'`).map(({ key }) => String(key)),
      )
      const losses = store.openLosses().map(({ kind }) => kind)
      return {
        ...counts,
        lost: saved.filter((name) => !events.has(name) && !effects.has(name)),
        wrong: losses.length === 0 ? null : losses.join(', '),
      }
    } finally {
      store.close()
    }
  } catch (error) {
    return { ...counts, lost: [], wrong: error instanceof Error ? error.message : String(error) }
  }
}
