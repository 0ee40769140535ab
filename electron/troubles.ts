/** What is wrong with the data folder while it is open, for people; what is right again is gone from it. */
export interface Troubles {
  /** Null: nothing is, or no more. */
  note(topic: TroubleTopic, message: string | null): void
  list(): string[]
}
export type TroubleTopic = 'mark' | 'backup' | 'log' | 'folder' | 'place' | 'look' | 'disk'

/** `tell` hears of each new message once. */
export function createTroubles(tell: (message: string) => void): Troubles {
  const known = new Map<TroubleTopic, string>()
  return {
    note: (topic, message) => {
      if (message === (known.get(topic) ?? null)) return
      if (message === null) known.delete(topic)
      else {
        known.set(topic, message)
        tell(message)
      }
    },
    list: () => [...known.values()],
  }
}
