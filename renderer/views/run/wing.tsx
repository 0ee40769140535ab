import type { ReactElement } from 'react'
import type { RunView } from '../../../shared/views.ts'
import type { AgentRole } from '../../../shared/words.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { RoleMark } from '../../ui/mark.tsx'
import { Status } from '../../ui/status.tsx'
import { ROLE_NAMES } from '../../words/run-words.ts'
import { roleLook } from './role-look.ts'

/** A panel folded to a strip: its mark, name and state; a press unfolds it. */
export function Wing({
  view,
  of: role,
  keys,
  note,
  onOpen,
}: {
  view: RunView
  of: AgentRole
  keys: string
  /** A count, as short as "1/5". */
  note: string | null
  onOpen: () => void
}): ReactElement {
  const look = roleLook(view, role)
  return (
    <section aria-label={`${ROLE_NAMES[role]}, folded, ${look.word}`} tabIndex={-1} className="hinged min-h-0 bg-panel">
      <button
        type="button"
        aria-expanded={false}
        title={`${ROLE_NAMES[role]}: ${look.word}`}
        onClick={onOpen}
        className="flex h-full w-full flex-col items-center gap-3 py-3 outline-offset-[-2px] hover:bg-hover"
      >
        <span className="sr-only">Unfold</span>
        <RoleMark role={role} />
        <span className="font-strong [writing-mode:vertical-rl]">{ROLE_NAMES[role]}</span>
        {note !== null && <span className="text-12 text-ink-3 tabular-nums">{note}</span>}
        <Status look={look} iconOnly />
        <span className="mt-auto">
          <Kbd keys={keys} />
        </span>
      </button>
    </section>
  )
}
