import type { Store } from './store/store.ts'

/** A gate that somebody is to be told of. */
export interface ToldGate {
  id: string
  runId: string
}

/**
 * Notifications as effects: the open gate is the intent, `show` is what is done, its row says that it was. What was cut between the
 * two is told again by the next start, if the gate is still open; what is recorded as told never is.
 */
export interface NoticeBook {
  /** False: it was told before, or there is nothing to answer any more. */
  isToTell(gate: ToldGate): boolean
  /** Calls `show`, then records that the gate was told. */
  tell(gate: ToldGate, show: () => void): void
  /** The person need not be told: they saw it, or want to hear of none. */
  skip(gate: ToldGate): void
}

const keyOf = ({ id }: ToldGate): string => `notice:${id}`

export function createNoticeBook(store: Store): NoticeBook {
  const isOpen = ({ id, runId }: ToldGate): boolean => store.listOpenGates(runId).some((gate) => gate.id === id)
  const record = (gate: ToldGate): void =>
    store.transaction(() => {
      const effect = store.intendEffect(gate.runId, 'notice', keyOf(gate), gate.id)
      store.finishEffect(effect.id)
    })
  return {
    isToTell: (gate) => isOpen(gate) && !store.isDone(gate.runId, keyOf(gate)),
    tell: (gate, show) => {
      show()
      record(gate)
    },
    skip: record,
  }
}

/**
 * The same where the database may refuse to be read or written (a full disk, somebody else who writes for long). That is reported, and
 * keeps nobody from being told: better once more by the next start than never.
 */
export function tellingAnyhow(book: NoticeBook, report: (error: unknown) => void): NoticeBook {
  const attempt = <T>(work: () => T, otherwise: T): T => {
    try {
      return work()
    } catch (error) {
      report(error)
      return otherwise
    }
  }
  return {
    isToTell: (gate) => attempt(() => book.isToTell(gate), true),
    tell: (gate, show) => attempt(() => book.tell(gate, show), undefined),
    skip: (gate) => attempt(() => book.skip(gate), undefined),
  }
}
