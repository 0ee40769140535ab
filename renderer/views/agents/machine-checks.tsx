import type { ReactElement } from 'react'
import type { Check } from '../../../shared/views.ts'
import { Coded } from '../../ui/coded.tsx'
import { Icon } from '../../ui/icon.tsx'
import { CHECK_LOOKS } from '../../words/check-looks.ts'

/** What was checked on this machine, each with what to do about it. */
export function MachineChecks({ checks }: { checks: readonly Check[] }): ReactElement {
  return (
    <ul className="mt-2 divide-y divide-line border-line border-y">
      {checks.map((check) => {
        // Fine, but there is something one could do: an agent that is not installed.
        const { icon, colour, word } = CHECK_LOOKS[check.level === 'ok' && check.remedy !== null ? 'info' : check.level]
        return (
          <li key={check.id} className="flex items-start gap-3 py-2">
            <span className={`mt-0.5 ${colour}`}>
              <Icon name={icon} />
            </span>
            <span className="sr-only">{word}:</span>
            <span className="w-32 flex-none first-letter:uppercase">{check.id}</span>
            <span className="min-w-0 wrap-anywhere">
              {check.text}
              {check.remedy !== null && (
                <span className="block text-12 text-ink-2">
                  <Coded text={check.remedy} />
                </span>
              )}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
