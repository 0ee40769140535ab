import type { ReactElement, ReactNode } from 'react'
import { useAppData } from '../data/app-data.tsx'
import { useStore } from '../data/store.ts'
import { keyLabels } from '../keys/key-labels.ts'
import { hrefOf, type Route, runRoute } from '../route.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { RunMark } from '../ui/mark.tsx'
import { showLines } from '../viewers/text.ts'
import { archesOf, runLook } from '../words/run-words.ts'
import * as COMMON from '../words/texts/common.ts'
import * as TEXT from '../words/texts/shell.ts'
import { railRuns } from './rail-runs.ts'

/** The places, and the runs that are open: what needs the person first. */
export function Rail({ route }: { route: Route }): ReactElement {
  const { gates, runs } = useAppData()
  const waiting = useStore(gates).length
  const shown = railRuns(useStore(runs).unfiltered)
  const now = new Date()
  return (
    <nav aria-label={TEXT.main} className="flex flex-col items-center gap-1 overflow-y-auto border-line border-r py-2">
      <Place icon="list" name={COMMON.runs} to={{ name: 'runs' }} isHere={route.name === 'runs'} />
      <Place
        icon="inbox"
        name={waiting === 0 ? COMMON.inbox : TEXT.inboxWaitingForYou(waiting)}
        to={{ name: 'inbox' }}
        isHere={route.name === 'inbox'}
        count={waiting}
      />
      <Place icon="usage" name={COMMON.usage} to={{ name: 'usage' }} isHere={route.name === 'usage'} />
      <Place icon="plus" name={COMMON.newRun} to={{ name: 'new', repositoryId: null }} isHere={route.name === 'new'} />
      <Place icon="terminal" name={COMMON.agents} to={{ name: 'agents' }} isHere={route.name === 'agents'} />
      {shown.length > 0 && <hr className="my-1 w-7 border-line border-t" />}
      {shown.map((row, index) => (
        <RailLink
          key={row.id}
          // What is seen is part of the name, for people who speak to their computer.
          name={`${showLines(row.goal)}: ${runLook(row, now).word}, ${keyLabels(`mod+${index + 1}`)[0]}`}
          to={runRoute(row.id)}
          isHere={route.name === 'run' && route.runId === row.id}
        >
          <RunMark arches={archesOf(row)} className="h-[17px] w-[26px]" />
          <span className="text-11 text-ink-3">{keyLabels(`mod+${index + 1}`)[0]}</span>
        </RailLink>
      ))}
      <span className="mt-auto">
        <Place
          icon="gear"
          name={COMMON.settings}
          to={{ name: 'settings', section: null }}
          isHere={route.name === 'settings'}
        />
      </span>
    </nav>
  )
}

function Place({
  icon,
  name,
  to,
  isHere,
  count = 0,
}: {
  icon: IconName
  name: string
  to: Route
  isHere: boolean
  count?: number
}): ReactElement {
  return (
    <RailLink name={name} to={to} isHere={isHere}>
      <Icon name={icon} />
      {count > 0 && (
        <span className="absolute top-px right-px min-w-[15px] rounded-full bg-gold-fill px-1 text-center text-[10px]/[15px] font-strong text-on-gold">
          {count}
        </span>
      )}
    </RailLink>
  )
}

function RailLink({
  name,
  to,
  isHere,
  children,
}: {
  name: string
  to: Route
  isHere: boolean
  children: ReactNode
}): ReactElement {
  const here = isHere
    ? "bg-lit text-ink inset-ring inset-ring-line before:absolute before:inset-y-2 before:-left-2 before:w-0.5 before:bg-ink before:content-['']"
    : 'text-ink-2 hover:bg-hover'
  return (
    <a
      href={hrefOf(to)}
      aria-label={name}
      title={name}
      aria-current={isHere ? 'page' : undefined}
      className={`relative grid min-h-9 w-11 flex-none place-items-center rounded-control py-1 ${here}`}
    >
      {children}
    </a>
  )
}
