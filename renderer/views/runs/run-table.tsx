import type { ReactElement } from 'react'
import type { RunRow } from '../../../shared/views.ts'
import { hrefOf, runRoute } from '../../route.ts'
import { Icon } from '../../ui/icon.tsx'
import { RunMark } from '../../ui/mark.tsx'
import { TaskPips } from '../../ui/pips.tsx'
import { Status } from '../../ui/status.tsx'
import { showLines } from '../../viewers/text.ts'
import { GATE_TABS } from '../../words/gate-words.ts'
import { baseName, moneyText } from '../../words/numbers.ts'
import {
  archesOf,
  gateTitle,
  groupRuns,
  ROLE_NAMES,
  type RunGroup,
  runLook,
  secondLine,
  workedMs,
} from '../../words/run-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/runs.ts'
import { durationText, fullTime, shortTime } from '../../words/times.ts'
import { hasEnded } from './use-picked-runs.ts'

/** The element that carries the focus of a run's row. */
export const linkId = (runId: string): string => `run-${runId}`

interface Props {
  rows: readonly RunRow[]
  /** Decides which times are of today. */
  now: Date
  selected: string | null
  onSelect(runId: string): void
  /** Something stands beside it that tells when the selected run began. */
  isNarrow: boolean
  /** Runs that have ended, to be cleaned up. */
  picked: ReadonlySet<string>
  onPick(runId: string): void
}

/** Which columns there is something to say in; the goal gets the room of the others. */
interface Columns {
  cost: boolean
  started: boolean
}

/** Grouped by what needs the person first; the link in a row leads to where its question is answered. */
export function RunTable({ rows, isNarrow, ...rest }: Props): ReactElement {
  const columns = { cost: rows.some(({ usage }) => usage.costMicros !== null), started: !isNarrow }
  return (
    // In a very wide window the eye must still find the state that belongs to a goal.
    <table className="w-full max-w-[120rem] table-fixed border-collapse" aria-label={COMMON.runs}>
      <colgroup>
        <col />
        <col className="w-52 min-[1900px]:w-[32rem]" />
        <col className="w-22" />
        {columns.cost && <col className="w-16" />}
        <col className="w-18" />
        {columns.started && <col className="w-20" />}
      </colgroup>
      <thead className="sticky top-0 z-10 bg-panel text-left text-12 text-ink-3 shadow-[inset_0_-1px_0_var(--line)]">
        <tr>
          <HeadCell className="pl-22">{COMMON.goal}</HeadCell>
          <HeadCell>{COMMON.state}</HeadCell>
          <HeadCell>{COMMON.tasks}</HeadCell>
          {columns.cost && <HeadCell className="text-right">{COMMON.cost}</HeadCell>}
          <HeadCell className="text-right last:pr-4">{TEXT.worked}</HeadCell>
          {columns.started && <HeadCell className="pr-4 text-right">{TEXT.started}</HeadCell>}
        </tr>
      </thead>
      {groupRuns(rows).map((group) => (
        <Group key={group.title} group={group} columns={columns} {...rest} />
      ))}
    </table>
  )
}

function HeadCell({ children, className = '' }: { children: string; className?: string }): ReactElement {
  return (
    <th className={`px-2 py-1.5 font-regular ${className}`} scope="col">
      {children}
    </th>
  )
}

const GROUP_ICONS = { 'Needs you': 'gate', Working: 'working', Paused: 'paused', Done: 'done' } as const

type RowProps = Omit<Props, 'rows' | 'isNarrow'> & { columns: Columns }

function Group({ group, ...rest }: RowProps & { group: RunGroup }): ReactElement {
  const colour = group.title === 'Working' ? 'text-lapis' : 'text-ink-3'
  return (
    <tbody>
      <tr>
        <th
          className="px-4 pt-5 pb-1.5 text-left font-strong"
          colSpan={4 + Number(rest.columns.cost) + Number(rest.columns.started)}
          scope="rowgroup"
        >
          <span className="inline-flex items-center gap-2">
            <span className={colour}>
              <Icon name={GROUP_ICONS[group.title]} className="size-3.5" />
            </span>
            {group.title}
            <span className="font-regular text-ink-3 tabular-nums">{group.rows.length}</span>
          </span>
        </th>
      </tr>
      {group.rows.map((row) => (
        <Row key={row.id} row={row} {...rest} />
      ))}
    </tbody>
  )
}

function Row({ row, now, selected, onSelect, columns, picked, onPick }: RowProps & { row: RunRow }): ReactElement {
  const isSelected = row.id === selected
  const to = runRoute(row.id, row.gate === null ? 'run' : GATE_TABS[row.gate.kind])
  const look = isSelected ? 'bg-selected shadow-[inset_2px_0_0_var(--lapis-fill)]' : 'hover:bg-hover'
  return (
    <tr className={`group relative h-13 ${look}`} onPointerDown={() => onSelect(row.id)}>
      <td className="py-1.5 pr-2 pl-4">
        <div className="flex min-w-0 items-center gap-4">
          <PickBox row={row} picked={picked} onPick={onPick} />
          <RunMark arches={archesOf(row)} className="h-[17px] w-[26px]" />
          <div className="min-w-0">
            <a
              id={linkId(row.id)}
              href={hrefOf(to)}
              title={showLines(row.goal)}
              dir="auto"
              className="block truncate font-medium outline-offset-[-1px] after:absolute after:inset-0 after:content-['']"
              onFocus={() => onSelect(row.id)}
            >
              {showLines(row.goal)}
            </a>
            <div className="truncate text-12 text-ink-3" title={row.repoPath}>
              {baseName(row.repoPath)}
              {row.branch === null ? '' : ` · ${row.branch}`}
            </div>
          </div>
        </div>
      </td>
      <td className="px-2 py-1.5">
        <State row={row} now={now} />
      </td>
      <td className="px-2 py-1.5">
        <TaskPips tasks={row.tasks} />
      </td>
      {columns.cost && (
        <td className="px-2 py-1.5 text-right text-12 text-ink-3 tabular-nums">
          {row.usage.costMicros === null ? '' : moneyText(row.usage.costMicros)}
        </td>
      )}
      <td className="px-2 py-1.5 text-right text-12 text-ink-3 tabular-nums last:pr-4">
        {workedMs(row, now) > 0 ? durationText(workedMs(row, now)) : ''}
      </td>
      {columns.started && (
        <td className="py-1.5 pr-4 pl-2 text-right text-12 text-ink-3 tabular-nums">
          <time dateTime={row.createdAt} title={fullTime(row.createdAt)}>
            {shortTime(row.createdAt, now)}
          </time>
        </td>
      )}
    </tr>
  )
}

/** Only what has ended can be cleaned up. It shows where the pointer or the focus is, and once anything is picked. */
function PickBox({ row, picked, onPick }: Pick<Props, 'picked' | 'onPick'> & { row: RunRow }): ReactElement {
  if (!hasEnded(row)) return <span className="-mr-1 w-4 flex-none" />
  const look = picked.size > 0 ? '' : 'opacity-0 focus-visible:opacity-100 group-hover:opacity-100'
  return (
    <input
      type="checkbox"
      className={`relative z-10 -mr-1 size-4 flex-none accent-lapis-fill outline-offset-2 ${look}`}
      aria-label={COMMON.select(showLines(row.goal))}
      checked={picked.has(row.id)}
      onChange={() => onPick(row.id)}
    />
  )
}

function State({ row, now }: { row: RunRow; now: Date }): ReactElement {
  const look = runLook(row, now)
  const title = row.status === 'awaiting_approval' ? gateTitle(row) : turnTitle(row)
  return (
    <>
      <div>
        <Status look={title === null ? look : { ...look, word: title }} />
      </div>
      <div
        className="truncate text-12 text-ink-3"
        dir="auto"
        title={row.summary === null ? undefined : showLines(row.summary)}
      >
        {showLines(secondLine(row, now))}
      </div>
    </>
  )
}

/** Who works; the group's title says that it does. */
function turnTitle({ status, turn }: RunRow): string | null {
  if (turn === null || (status !== 'running' && status !== 'planning')) return null
  return turn.attemptNumber === null
    ? ROLE_NAMES[turn.role]
    : COMMON.taskAndAttempt(ROLE_NAMES[turn.role], turn.attemptNumber)
}
