import type { ReactElement } from 'react'
import { useAppData } from '../data/app-data.tsx'
import { useStore } from '../data/store.ts'
import { useActiveCommands } from '../keys/commands.tsx'
import { Kbd } from '../ui/kbd.tsx'
import * as TEXT from '../words/texts/shell.ts'

const MAX_HINTS = 7

/** The keys that work here and now. */
export function HintBar(): ReactElement {
  const hints = useActiveCommands().filter(({ hint }) => hint === true)
  const info = useStore(useAppData().info)
  return (
    <footer className="col-span-2 flex items-center gap-4 overflow-hidden border-line border-t px-4 text-11 whitespace-nowrap text-ink-3">
      {hints.slice(-MAX_HINTS).map(({ keys, label }) => (
        <span key={keys} className="inline-flex items-center gap-1.5">
          <Kbd keys={keys} />
          {label}
        </span>
      ))}
      <span className="inline-flex items-center gap-1.5">
        <Kbd keys="?" />
        {TEXT.allShortcuts}
      </span>
      {info?.ok && (
        <span className="ml-auto truncate" title={TEXT.triptych(info.value.version)}>
          {TEXT.savedIn(info.value.home)}
        </span>
      )}
    </footer>
  )
}
