import { useEffect, useState } from 'react'
import type { Piece } from './pieces.ts'

export type Highlighter = (text: string, language: string) => Piece[][]

let loaded: Highlighter | null = null
let loading: Promise<Highlighter> | null = null

async function load(): Promise<Highlighter> {
  loaded = (await import('./highlight.ts')).highlightLines
  return loaded
}

/** The highlighter, loaded when it is first wanted; null until then. The text is readable without it. */
export function useHighlighter(wanted: boolean): Highlighter | null {
  const [highlighter, setHighlighter] = useState<Highlighter | null>(() => loaded)
  useEffect(() => {
    if (!wanted || highlighter) return
    let gone = false
    loading ??= load()
    loading.then(
      (ready) => {
        if (!gone) setHighlighter(() => ready)
      },
      (error: unknown) => {
        // Asked again by the next viewer.
        loading = null
        console.error('The highlighter could not be loaded:', error)
      },
    )
    return () => {
      gone = true
    }
  }, [wanted, highlighter])
  return highlighter
}

/** The lines of a text in tones: null until the highlighter is there, and for a language of null. */
export function useHighlighted(text: string, language: string | null): readonly (readonly Piece[])[] | null {
  const highlighter = useHighlighter(language !== null)
  const [done, setDone] = useState<{ text: string; language: string; lines: Piece[][] } | null>(null)
  useEffect(() => {
    if (!highlighter || language === null) return
    // After the plain text has been painted.
    const timer = setTimeout(() => setDone({ text, language, lines: highlighter(text, language) }))
    return () => clearTimeout(timer)
  }, [highlighter, text, language])
  return done !== null && done.text === text && done.language === language ? done.lines : null
}
