import type { CheckpointRecord } from './domain.ts'

export interface CheckpointFacts {
  /** Its number in the run, from 0; null: a predecessor's. */
  n: number | null
  /** Null: nothing was kept that could be returned to or forked from. */
  commit: string | null
  label: string | null
}

/** What a checkpoint's payload says, which a predecessor wrote in a form of its own. Checked by hand: the window reads it too, and has no schemas. */
export function checkpointFacts({ payload }: Pick<CheckpointRecord, 'payload'>): CheckpointFacts {
  const members = new Map<string, unknown>(Object.entries(typeof payload === 'object' ? (payload ?? {}) : {}))
  const [n, commit, label] = [members.get('n'), members.get('commit'), members.get('label')]
  return {
    n: Number.isSafeInteger(n) && typeof n === 'number' ? n : null,
    commit: typeof commit === 'string' ? commit : null,
    label: typeof label === 'string' ? label : null,
  }
}
