import type { ReactElement } from 'react'
import type { RunRow } from '../../shared/contract.ts'
import { groupRuns, type RunGroup, type RunState, repositoryName, runState } from '../run-state.ts'
import { Icon } from '../ui/icon.tsx'
import { fullTime, shortTime } from '../when.ts'

const TONES: Readonly<Record<RunState['tone'], string>> = {
  working: 'text-lapis',
  needs_you: 'text-gold',
  resting: 'text-ink-3',
  proved: 'text-pass',
  failed: 'text-fail',
}

/** Grouped by what needs the person first. `now` decides which times are of today. */
export function RunTable({ rows, now }: { rows: readonly RunRow[]; now: Date }): ReactElement {
  return (
    <table className="w-full table-fixed border-collapse" aria-label="Runs">
      <colgroup>
        <col />
        <col className="w-64" />
        <col className="w-28" />
      </colgroup>
      <thead className="sticky top-0 bg-panel text-left text-11 text-ink-3 shadow-[inset_0_-1px_0_var(--line)]">
        <tr>
          <th className="px-4 py-1.5 font-regular" scope="col">
            Goal
          </th>
          <th className="px-3 py-1.5 font-regular" scope="col">
            State
          </th>
          <th className="px-4 py-1.5 text-right font-regular" scope="col">
            Started
          </th>
        </tr>
      </thead>
      {groupRuns(rows).map((group) => (
        <Group key={group.title} group={group} now={now} />
      ))}
    </table>
  )
}

function Group({ group, now }: { group: RunGroup; now: Date }): ReactElement {
  return (
    <tbody>
      <tr>
        <th className="px-4 pt-4 pb-1.5 text-left text-12 font-strong text-ink-2" colSpan={3} scope="rowgroup">
          {group.title} <span className="font-regular text-ink-3 tabular-nums">{group.rows.length}</span>
        </th>
      </tr>
      {group.rows.map((row) => (
        <Row key={row.id} row={row} now={now} />
      ))}
    </tbody>
  )
}

function Row({ row, now }: { row: RunRow; now: Date }): ReactElement {
  return (
    <tr className="h-13 hover:bg-hover">
      <td className="px-4 py-1.5">
        <div className="truncate font-medium" dir="auto" title={row.goal}>
          {row.goal}
        </div>
        <div className="truncate text-12 text-ink-3" title={row.repoPath}>
          {repositoryName(row.repoPath)}
          {row.branch === null ? '' : ` · ${row.branch}`}
        </div>
      </td>
      <td className="px-3 py-1.5">
        <State row={row} now={now} />
      </td>
      <td className="px-4 py-1.5 text-right text-12 text-ink-3 tabular-nums">
        <time dateTime={row.createdAt} title={fullTime(row.createdAt)}>
          {shortTime(row.createdAt, now)}
        </time>
      </td>
    </tr>
  )
}

function State({ row, now }: { row: RunRow; now: Date }): ReactElement {
  const { icon, tone, word } = runState(row.status)
  return (
    <>
      <div className={`flex items-center gap-1.5 text-12 font-medium ${TONES[tone]}`}>
        <Icon name={icon} />
        {row.status === 'paused' && row.waitUntil !== null ? `${word} until ${shortTime(row.waitUntil, now)}` : word}
      </div>
      {row.summary !== null && (
        <div className="truncate text-12 text-ink-3" dir="auto" title={row.summary}>
          {row.summary}
        </div>
      )}
    </>
  )
}
