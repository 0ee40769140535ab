import { assertNever } from './result.ts'
import type { HistoryLossKind } from './words.ts'

/** What was found to be missing or other than it was when the database was opened. */
export interface HistoryLoss {
  id: string
  kind: HistoryLossKind
  /** The newest event that was known to be saved; null: nobody knows. */
  expectedEventId: number | null
  /** The newest one that was found. */
  foundEventId: number
  /** When the expected one was marked as saved. */
  markedAt: string | null
  foundAt: string
  acknowledgedAt: string | null
}

/** Nothing is driven until a person has acknowledged it. */
export const isBlocking = ({ kind, acknowledgedAt }: Pick<HistoryLoss, 'kind' | 'acknowledgedAt'>): boolean =>
  acknowledgedAt === null && (kind === 'shortened' || kind === 'replaced' || kind === 'changed')

/** For people: what was found, and what it means. */
export function lossText(loss: Pick<HistoryLoss, 'kind' | 'expectedEventId' | 'foundEventId' | 'markedAt'>): string {
  const { kind, expectedEventId, foundEventId, markedAt } = loss
  const saved = `event ${expectedEventId} was saved${markedAt === null ? '' : ` by ${markedAt}`}`
  const missing = (expectedEventId ?? 0) - foundEventId
  switch (kind) {
    case 'shortened':
      return `History is missing: ${saved}, but the database ends at ${foundEventId === 0 ? 'none' : `event ${foundEventId}`} (${missing} ${missing === 1 ? 'event is' : 'events are'} gone). Its log was lost or cut, or an older copy was put in its place.`
    case 'replaced':
      return `History is another one: ${saved}, but the database holds something else there. An older or a foreign copy was put in its place.`
    case 'changed':
      return 'The database was changed while no Triptych had it open: its content is not what the last one left. Its structure is sound.'
    case 'unmarked':
      return 'The file that marks how far history goes (its name ends in "-high-water") was lost or damaged; it was made anew. If events were lost before now, nobody can tell.'
    case 'restored':
      return `A backup was restored: ${saved}, and it holds events up to ${foundEventId}.`
    default:
      return assertNever(kind)
  }
}

/** What a person does about it. */
export const LOSS_REMEDY =
  'Runs that had not ended are paused. What they did in their repositories since then is still there: branches, refs/triptych/…, and their files in the data folder. A newer backup may hold more: `triptych backups`.'
