import type { ReactElement } from 'react'
import { Icon, type IconName } from './icon.tsx'

/** What a colour says; never alone: icon and word come first. */
export type Tone = 'working' | 'needs_you' | 'resting' | 'proved' | 'failed' | 'warning'

/** How a state is told. */
export interface StateLook {
  icon: IconName
  tone: Tone
  word: string
}

const TEXT: Readonly<Record<Tone, string>> = {
  working: 'text-lapis',
  needs_you: 'text-gold',
  resting: 'text-ink-3',
  proved: 'text-pass',
  failed: 'text-fail',
  warning: 'text-gold',
}
const PILL: Readonly<Record<Tone, string>> = {
  working: 'bg-lapis-soft',
  needs_you: 'bg-gold-soft inset-ring inset-ring-gold-edge',
  resting: 'bg-sunken inset-ring inset-ring-line',
  proved: 'bg-pass-soft',
  failed: 'bg-fail-soft',
  warning: 'bg-gold-soft',
}

/** Icon and word in the state's colour; `pill` for headers, `iconOnly` where a list is too narrow (the word is the name then). */
export function Status({
  look,
  pill = false,
  iconOnly = false,
}: {
  look: StateLook
  pill?: boolean
  iconOnly?: boolean
}): ReactElement {
  const shape = pill ? `h-5 rounded-full pr-2 pl-1.5 ${PILL[look.tone]}` : ''
  return (
    <span
      className={`inline-flex items-center gap-1.5 text-12 font-medium whitespace-nowrap ${TEXT[look.tone]} ${shape}`}
    >
      <Icon name={look.icon} className="size-3.5" />
      {iconOnly ? <span className="sr-only">{look.word}</span> : look.word}
    </span>
  )
}

/** A short fact that is literally code: a hash, a commit, a label. */
export function Tag({ children, title }: { children: string; title?: string }): ReactElement {
  return (
    <code
      title={title}
      className="inline-flex h-[18px] items-center rounded-chip bg-sunken px-1.5 text-11! text-ink-2 tabular-nums inset-ring inset-ring-line"
    >
      {children}
    </code>
  )
}

/** Why something was blocked: the same text everywhere, so that it can be searched for. */
export function Signature({ text, count }: { text: string; count?: number }): ReactElement {
  return (
    <code className="inline-flex max-w-full items-center gap-1 rounded-chip bg-fail-soft px-1.5 text-11! text-fail">
      <Icon name="hash" className="size-3" />
      <span className="truncate">{text}</span>
      {count !== undefined && count > 1 && <span>×{count}</span>}
    </code>
  )
}
