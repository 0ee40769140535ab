import { useEffect, useState } from 'react'
import { highlightBeside } from './beside.ts'
import type { Piece } from './pieces.ts'

/** The lines of a text in tones: null until they are there, and for a language of null. The text is readable without them. */
export function useHighlighted(text: string, language: string | null): readonly (readonly Piece[])[] | null {
  const [done, setDone] = useState<{ text: string; language: string; lines: Piece[][] } | null>(null)
  useEffect(() => {
    if (language === null) return
    let gone = false
    highlightBeside(text, language).then(
      (lines) => {
        if (!gone) setDone({ text, language, lines })
      },
      (error: unknown) => console.error('A text could not be highlighted:', error),
    )
    return () => {
      gone = true
    }
  }, [text, language])
  return done !== null && done.text === text && done.language === language ? done.lines : null
}
