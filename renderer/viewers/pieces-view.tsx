import type { ReactElement } from 'react'
import * as TEXT from '../words/texts/viewers.ts'
import { cutPieces, type Piece, type Tone } from './pieces.ts'
import { MAX_LINE, showHidden } from './text.ts'

const TONES: Readonly<Record<Tone, string>> = {
  key: 'text-code-key',
  str: 'text-code-str',
  fn: 'text-code-fn',
  mute: 'text-code-mute',
}

/** One line of code. `markClass` is for the parts that differ. Very long lines are cut and say so. */
export function LineOfPieces({
  pieces,
  markClass = '',
}: {
  pieces: readonly Piece[]
  markClass?: string
}): ReactElement {
  const { pieces: shown, cut } = cutPieces(pieces, MAX_LINE)
  let at = 0
  return (
    <>
      {shown.map(({ text, tone, marked }) => {
        const key = at
        at += text.length
        // On the stronger background the tones would be hard to read.
        const classes = marked ? markClass : tone === null ? '' : TONES[tone]
        const inert = showHidden(text)
        return classes === '' ? (
          inert
        ) : (
          <span key={key} className={classes}>
            {inert}
          </span>
        )
      })}
      {cut > 0 && <CutNote cut={cut} />}
    </>
  )
}

/** Says how much of a line was left out. */
export function CutNote({ cut }: { cut: number }): ReactElement | null {
  if (cut === 0) return null
  return <span className="text-ink-3 italic"> {TEXT.moreCharacters(cut.toLocaleString('en'))}</span>
}
