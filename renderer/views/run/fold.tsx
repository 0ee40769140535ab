import { type ReactElement, type ReactNode, useState } from 'react'
import { Icon, type IconName } from '../../ui/icon.tsx'

/** One line that unfolds: a thought, a tool call. What is inside is drawn only while it is open. */
export function Fold({
  icon,
  title,
  note,
  aside,
  children,
}: {
  icon: IconName
  title: ReactNode
  note?: ReactNode
  aside?: ReactNode
  children: ReactNode
}): ReactElement {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="-ml-1 flex min-h-6.5 w-full min-w-0 items-center gap-2 rounded-control px-1 text-left outline-offset-[-2px] hover:bg-hover"
      >
        <Icon name={isOpen ? 'chevron_down' : 'chevron_right'} className="size-3.5 text-ink-3" />
        <Icon name={icon} className="size-4 text-ink-3" />
        <span className="flex-none">{title}</span>
        {note !== undefined && (
          <span className="min-w-0 truncate" dir="auto">
            {note}
          </span>
        )}
        {aside !== undefined && <span className="ml-auto flex-none text-12 text-ink-3">{aside}</span>}
      </button>
      {isOpen && <div className="mb-1 ml-2.5 border-line border-l pl-4">{children}</div>}
    </>
  )
}
