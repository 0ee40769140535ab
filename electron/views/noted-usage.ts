import type { TurnRecord } from '../../shared/evidence.ts'
import type { Store } from '../store/store.ts'

type Noted = Pick<TurnRecord, 'id' | 'tokens' | 'costMicros' | 'contextUsed' | 'contextSize'>

/** What a turn that runs has used by now, as a text that differs when it does. */
const noteOf = ({ id, tokens, costMicros, contextUsed, contextSize }: Noted): string =>
  [id, tokens, costMicros, contextUsed, contextSize].join(' ')

/** By run: what is noted of its turns that run. Nothing else tells that a note was written. */
export function notedUsage(store: Pick<Store, 'listNotedUsage'>): ReadonlyMap<string, string> {
  const noted = new Map<string, string>()
  for (const turn of store.listNotedUsage()) {
    noted.set(turn.runId, joined(noted.get(turn.runId), noteOf(turn)))
  }
  return noted
}

/** The same of the turns that a window has. */
export function shownUsage(turns: readonly TurnRecord[]): string | undefined {
  return turns
    .filter(({ state }) => state === 'running')
    .map(noteOf)
    .reduce<string | undefined>(joined, undefined)
}

const joined = (before: string | undefined, note: string): string =>
  before === undefined ? note : `${before}\n${note}`
