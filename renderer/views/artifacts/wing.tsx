import type { ReactElement } from 'react'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { Kbd } from '../../ui/kbd.tsx'

/** A folded panel: what it is, how much is in it, and the key that unfolds it. */
export function Wing({
  name,
  icon,
  keys,
  note = '',
  onOpen,
}: {
  name: string
  icon: IconName
  keys: string
  note?: string
  onOpen(): void
}): ReactElement {
  return (
    <section aria-label={`${name}, folded`} tabIndex={-1} className="hinged flex min-h-0 bg-panel">
      <button
        type="button"
        aria-expanded={false}
        className="flex w-full flex-col items-center gap-3 py-3 -outline-offset-2 hover:bg-hover"
        onClick={onOpen}
      >
        <Icon name={icon} />
        <span className="font-medium [writing-mode:vertical-rl]">
          <span className="sr-only">Unfold </span>
          {name}
        </span>
        <span className="text-12 text-ink-2 tabular-nums">{note}</span>
        <span className="mt-auto">
          <Kbd keys={keys} />
        </span>
      </button>
    </section>
  )
}
