import type { ReactElement } from 'react'
import { showHidden, splitLines } from '../../viewers/text.ts'

/** A scrolled region must take the focus, or the keyboard could not scroll it. */
const FOCUSABLE = { tabIndex: 0 }

/** Text as it is, monospaced; characters that hide or turn text are shown as signs. */
export function RawText({ text, label, tall = false }: { text: string; label: string; tall?: boolean }): ReactElement {
  return (
    <section
      aria-label={label}
      className={`overflow-auto rounded-control border border-line bg-sunken px-2.5 py-2 ${tall ? 'max-h-96' : 'max-h-48'}`}
      {...FOCUSABLE}
    >
      <pre className="text-12 wrap-anywhere whitespace-pre-wrap">{splitLines(text).map(showHidden).join('\n')}</pre>
    </section>
  )
}

/** Any value as indented JSON; a text as it is. */
export function RawJson({ value, label }: { value: unknown; label: string }): ReactElement {
  const text = typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? String(value))
  return <RawText text={text} label={label} tall />
}
