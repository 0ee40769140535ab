import type { HTMLAttributes, KeyboardEvent, ReactElement, ReactNode, Ref } from 'react'
import { Icon, type IconName } from './icon.tsx'
import { Kbd } from './kbd.tsx'

const LOOKS = {
  plain: 'border-line-strong bg-lit text-ink hover:bg-hover active:bg-pressed',
  primary: 'border-lapis-fill bg-lapis-fill text-on-lapis hover:bg-lapis-hover',
  /** The one deciding button of an open gate, and nothing else. */
  deciding: 'border-gold-edge bg-gold-fill text-on-gold hover:bg-gold-hover',
  quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-hover hover:text-ink active:bg-pressed',
  danger: 'border-transparent bg-transparent text-fail hover:bg-fail-soft active:bg-pressed',
} as const

export interface ButtonProps {
  children?: ReactNode
  onClick?: () => void
  look?: keyof typeof LOOKS
  icon?: IconName
  /** Shown on the button; the key itself is registered by `useCommands`. */
  keys?: string
  /** A disabled button has its reason next to it, or in `title`. */
  disabled?: boolean
  title?: string
  /** The accessible name of a button that is only an icon. */
  label?: string
  big?: boolean
  type?: 'button' | 'submit'
  pressed?: boolean
  expanded?: boolean
  /** What makes it the button of a menu or the like: handlers, ids and states (`menu.tsx`). */
  wiring?: HTMLAttributes<HTMLButtonElement> & { ref?: Ref<HTMLButtonElement> }
  className?: string
}

/** A browser presses a button again and again while Enter is held: whatever takes its place would be pressed without being seen. */
function ignoreHeldKey(event: KeyboardEvent): void {
  if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault()
}

export function Button(props: ButtonProps): ReactElement {
  const { children, onClick, look = 'plain', icon, keys, disabled = false, title, label, big, type = 'button' } = props
  const { wiring } = props
  const size = big ? 'min-h-9 px-4' : children === undefined ? 'min-h-7 w-7' : 'min-h-7 px-2.5'
  const state = disabled
    ? 'cursor-not-allowed border-line bg-sunken text-ink-disabled'
    : `${LOOKS[look]} aria-pressed:bg-pressed aria-pressed:text-ink transition-colors duration-(--m-fast)`
  return (
    <button
      {...wiring}
      type={type}
      className={`inline-flex flex-none items-center justify-center gap-1.5 rounded-control border font-medium ${size} ${state} ${props.className ?? ''}`}
      onClick={onClick ?? wiring?.onClick}
      onKeyDown={(event) => {
        ignoreHeldKey(event)
        wiring?.onKeyDown?.(event)
      }}
      disabled={disabled}
      title={title}
      aria-label={label}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded ?? wiring?.['aria-expanded']}
    >
      {icon && <Icon name={icon} />}
      {children}
      {keys && <Kbd keys={keys} inherit />}
    </button>
  )
}
