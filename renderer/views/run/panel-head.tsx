import type { ReactElement } from 'react'
import type { AgentRole } from '../../../shared/words.ts'
import { RoleMark } from '../../ui/mark.tsx'
import { Status } from '../../ui/status.tsx'
import { ROLE_NAMES } from '../../words/run-words.ts'
import * as TEXT from '../../words/texts/run-panels.ts'
import { durationText } from '../../words/times.ts'
import type { RoleLook } from './role-look.ts'
import { useNow } from './use-now.ts'

/** Role, who plays it, and how it stands; with the time that the turn takes. */
export function PanelHead({ of: role, agent, look }: { of: AgentRole; agent: string; look: RoleLook }): ReactElement {
  return (
    <>
      <RoleMark role={role} />
      <h2 className="font-strong">{ROLE_NAMES[role]}</h2>
      <span className="min-w-0 truncate text-ink-3" title={agent}>
        {agent}
      </span>
      <span className="ml-auto flex flex-none items-center text-12 tabular-nums">
        <Status look={look} />
        {look.since !== null && <Elapsed since={look.since} />}
      </span>
    </>
  )
}

function Elapsed({ since }: { since: string }): ReactElement {
  const now = useNow(true)
  return (
    <span className="font-medium text-lapis">
      <span aria-hidden="true">{'\u00a0· '}</span>
      {clockText(now.getTime() - new Date(since).getTime())}
    </span>
  )
}

/** Whole seconds, so that the text doesn't flicker. */
const clockText = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  if (seconds < 60) return `${seconds} s`
  return seconds < 3_600 ? TEXT.minutesAndSeconds(Math.floor(seconds / 60), seconds % 60) : durationText(ms)
}
