import type { ReactElement, RefObject } from 'react'
import { Icon } from './icon.tsx'

/** Filters a list as it is typed; Escape empties it and leaves. */
export function SearchField({
  field,
  label,
  placeholder = label,
  value,
  onChange,
  className,
}: {
  field: RefObject<HTMLInputElement | null>
  /** What is searched. */
  label: string
  placeholder?: string
  value: string
  onChange(text: string): void
  /** How wide it is. */
  className: string
}): ReactElement {
  return (
    <div className={`relative ${className}`}>
      <span className="pointer-events-none absolute top-1.5 left-2 text-ink-3">
        <Icon name="search" />
      </span>
      <input
        ref={field}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        spellCheck={false}
        className="min-h-7 w-full rounded-control border border-line-control bg-lit py-1 pr-2 pl-8 text-ellipsis"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          onChange('')
          field.current?.blur()
        }}
      />
    </div>
  )
}
