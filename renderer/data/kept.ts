import { useState } from 'react'

const PREFIX = 'triptych.kept.'

/** What a person chose in this window, until it is closed: a reload loses nothing, and another window has its own. */
export const readKept = (key: string): string | null => sessionStorage.getItem(PREFIX + key)
export const writeKept = (key: string, text: string): void => sessionStorage.setItem(PREFIX + key, text)

/** One of a few words that a person chose. */
export function useKept<T extends string>(key: string, words: readonly T[], initial: T): [T, (word: T) => void] {
  const [word, setWord] = useState<T>(() => words.find((known) => known === readKept(key)) ?? initial)
  const set = (next: T): void => {
    setWord(next)
    writeKept(key, next)
  }
  return [word, set]
}
