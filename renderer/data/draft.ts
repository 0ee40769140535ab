import { useState } from 'react'

const PREFIX = 'triptych.draft.'

/**
 * Text that is being written, kept on this machine until it is sent: a reload or a closed window loses nothing. `key` names what it
 * belongs to, for example `rationale.<gate id>`. Another key is another draft.
 */
export function useDraft(key: string, initial = ''): [string, (text: string) => void, () => void] {
  const [state, setState] = useState(() => ({ key, text: readDraft(key) ?? initial }))
  const text = state.key === key ? state.text : (readDraft(key) ?? initial)
  const set = (next: string): void => {
    // First what is seen: where the storage is full, what is typed still appears.
    setState({ key, text: next })
    writeDraft(key, next)
  }
  const clear = (): void => {
    dropDraft(key)
    setState({ key, text: initial })
  }
  return [text, set, clear]
}

export const readDraft = (key: string): string | null => localStorage.getItem(PREFIX + key)
export const writeDraft = (key: string, text: string): void => localStorage.setItem(PREFIX + key, text)
export const dropDraft = (key: string): void => localStorage.removeItem(PREFIX + key)
