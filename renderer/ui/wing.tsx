import type { ReactElement, ReactNode } from 'react'
import * as TEXT from '../words/texts/ui.ts'
import { Kbd } from './kbd.tsx'
import { type StateLook, Status } from './status.tsx'

export interface WingProps {
  name: string
  /** Its icon or mark. */
  mark: ReactNode
  /** The key that unfolds it. */
  keys: string
  /** A count, as short as "1/5". */
  note?: string
  state?: StateLook
  onOpen(): void
}

/** A panel folded to a strip of 44 px: what it is, how much is in it, how it stands; a press unfolds it. */
export function Wing({ name, mark, keys, note = '', state, onOpen }: WingProps): ReactElement {
  const folded = [name, 'folded', ...(state ? [state.word] : [])].join(', ')
  return (
    <section aria-label={folded} tabIndex={-1} className="hinged flex min-h-0 bg-panel">
      <button
        type="button"
        aria-expanded={false}
        title={state ? `${name}: ${state.word}` : name}
        className="flex w-full flex-col items-center gap-3 py-3 -outline-offset-2 hover:bg-hover"
        onClick={onOpen}
      >
        <span className="sr-only">{TEXT.unfold}</span>
        {mark}
        <span className="font-strong [writing-mode:vertical-rl]">{name}</span>
        {note !== '' && <span className="text-12 text-ink-2 tabular-nums">{note}</span>}
        {state && <Status look={state} iconOnly />}
        <span className="mt-auto">
          <Kbd keys={keys} />
        </span>
      </button>
    </section>
  )
}
