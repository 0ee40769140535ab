import { type ReactElement, useState } from 'react'
import { useActiveCommands } from '../keys/commands.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import * as COMMON from '../words/texts/common.ts'

/** Every command that worked where the sheet was opened, with its keys; each can be run from here. */
export function ShortcutSheet({ onClose }: { onClose: () => void }): ReactElement {
  const commands = useActiveCommands()
  // Once the sheet is open, its own layer is the active one.
  const [shown] = useState(() => commands.filter(({ keys }) => keys !== '?'))
  const groups = [...new Set(shown.map(({ group }) => group))].reverse()
  return (
    <Dialog title={COMMON.shortcuts} onClose={onClose} wide>
      {groups.map((group) => (
        <section key={group} className="px-4 py-3 not-first:border-t border-line">
          <h3 className="mb-1 text-12 font-strong text-ink-2">{group}</h3>
          <ul className="grid grid-cols-2 gap-x-6">
            {shown
              .filter((command) => command.group === group)
              .map(({ keys, label, run }) => (
                <li key={keys}>
                  <button
                    type="button"
                    className="flex min-h-8 w-full items-center gap-3 rounded-control px-2 text-left hover:bg-hover"
                    onClick={() => {
                      onClose()
                      run()
                    }}
                  >
                    <span className="first-letter:uppercase">{label}</span>
                    <span className="ml-auto">
                      <Kbd keys={keys} />
                    </span>
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </Dialog>
  )
}
