import type { ReactElement } from 'react'
import type { AgentRole } from '../../shared/words.ts'
import * as COMMON from '../words/texts/common.ts'

const ARCHES = [
  'M1.5 15.2V7.5Q1.5 4.3 6 3.6V15.2Z',
  'M7.7 15.2V5Q7.7 1 12 1Q16.3 1 16.3 5V15.2Z',
  'M18 15.2V3.6Q22.5 4.3 22.5 7.5V15.2Z',
] as const

/** What one role's arch tells: not begun, rested, working, needs the person, failed, delivered. */
export type Arch = 'outline' | 'rested' | 'working' | 'needs_you' | 'failed' | 'proved'

const ARCH_CLASS: Readonly<Record<Arch, string>> = {
  outline: 'fill-transparent stroke-ink-3',
  rested: 'fill-ink-3 stroke-ink-3',
  working: 'fill-lapis stroke-lapis animate-breathe',
  needs_you: 'fill-gold-fill stroke-gold-edge',
  failed: 'fill-fail stroke-fail',
  proved: 'fill-pass stroke-pass',
}

/** The three-arched mark as the state of a run: strategy, implementation, checker. The state's word stands beside it. */
export function RunMark({
  arches,
  className = 'h-4 w-6',
}: {
  arches: readonly [Arch, Arch, Arch]
  className?: string
}): ReactElement {
  return (
    <svg className={`flex-none ${className}`} viewBox="0 0 24 16" strokeWidth="1.2" aria-hidden="true">
      {ARCHES.map((shape, index) => (
        <path key={shape} d={shape} className={ARCH_CLASS[arches[index] ?? 'outline']} />
      ))}
    </svg>
  )
}

const PLACE: Readonly<Record<AgentRole, number>> = { strategy: 0, implementation: 1, checker: 2 }
/** Those that a role is not, as one shape: long lists have a mark in each row. */
const othersOf = (role: AgentRole): string => ARCHES.filter((_, index) => index !== PLACE[role]).join('')

/** Which of the three a role is: its arch filled. */
export function RoleMark({ role, className = 'h-3.5 w-5' }: { role: AgentRole; className?: string }): ReactElement {
  return (
    <svg className={`flex-none ${className}`} viewBox="0 0 24 16" strokeWidth="1.2" aria-hidden="true">
      <path d={othersOf(role)} className="fill-transparent stroke-ink-3" />
      <path d={ARCHES[PLACE[role]]} className="fill-ink stroke-ink" />
    </svg>
  )
}

/** The product's name. */
export function Logo(): ReactElement {
  return (
    <svg className="h-4 w-6 flex-none fill-ink" viewBox="0 0 24 16" role="img" aria-label={COMMON.triptych}>
      {ARCHES.map((shape) => (
        <path key={shape} d={shape} />
      ))}
    </svg>
  )
}
