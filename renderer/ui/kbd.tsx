import type { ReactElement } from 'react'
import { keyLabels } from '../keys/key-labels.ts'

/** Keys as a person sees them on their keyboard; read out by `aria-keyshortcuts` of the control, not here. */
export function Kbd({ keys, inherit = false }: { keys: string; inherit?: boolean }): ReactElement {
  const colours = inherit
    ? 'border-[color-mix(in_srgb,currentColor_35%,transparent)] text-inherit'
    : 'border-line-strong bg-lit text-ink-2'
  return (
    <span className="inline-flex items-center gap-1" aria-hidden="true">
      {keyLabels(keys).map((label) => (
        <kbd
          key={label}
          className={`inline-grid min-h-[1.0625rem] min-w-[1.0625rem] place-items-center rounded-chip border px-1 font-ui text-11 leading-none font-medium whitespace-nowrap ${colours}`}
        >
          {label}
        </kbd>
      ))}
    </span>
  )
}
