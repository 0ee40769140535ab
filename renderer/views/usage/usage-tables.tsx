import type { ReactElement } from 'react'
import type { AgentRow, RunRow, UsageView } from '../../../shared/views.ts'
import { AGENT_ROLES } from '../../../shared/words.ts'
import { hrefOf, runRoute } from '../../route.ts'
import { Icon } from '../../ui/icon.tsx'
import { showLines } from '../../viewers/text.ts'
import { counted } from '../../words/counted.ts'
import { baseName, costText, tokensText } from '../../words/numbers.ts'
import { ROLE_NAMES } from '../../words/run-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/usage.ts'
import { fullTime, shortTime } from '../../words/times.ts'
import { type BudgetFigure, budgetFigures } from '../run/budget.ts'
import { amountOf, amountText, type Column, columnName, type Measure, type Part } from './figures.ts'

/** The plot as numbers; without a turn a day is left out. */
export function DayTable({
  columns,
  measure,
  title,
}: {
  columns: readonly Column[]
  measure: Measure
  title: string
}): ReactElement {
  const used = columns.filter(({ all }) => all.turns > 0)
  return (
    <table className="w-full text-right tabular-nums" aria-label={title}>
      <thead className="text-12 text-ink-3">
        <tr>
          <th scope="col" className="py-1 text-left font-regular">
            {COMMON.when}
          </th>
          {AGENT_ROLES.map((role) => (
            <th key={role} scope="col" className="py-1 font-regular">
              {ROLE_NAMES[role]}
            </th>
          ))}
          <th scope="col" className="py-1 font-regular">
            {TEXT.together}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line border-line border-y">
        {used.map(({ key, roles, all }) => (
          <tr key={key}>
            <th scope="row" className="py-1 text-left font-regular">
              {columnName(key)}
            </th>
            {AGENT_ROLES.map((role) => (
              <td key={role} className="py-1 text-ink-2">
                {roles[role].turns === 0 ? '' : amountText(amountOf(roles[role], measure), measure)}
              </td>
            ))}
            <td className="py-1">{amountText(amountOf(all, measure), measure)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Parts of the whole with a bar each; what is not reported has none. */
export function PartList({
  title,
  parts,
  colours,
}: {
  title: string
  parts: readonly Part[]
  colours?: readonly string[]
}): ReactElement {
  return (
    <section>
      <h2 className="mb-2 text-12 font-strong text-ink-2">{title}</h2>
      <table className="w-full tabular-nums" aria-label={title}>
        <thead className="sr-only">
          <tr>
            <th scope="col">{COMMON.name}</th>
            <th scope="col">{COMMON.tokens}</th>
            <th scope="col">{COMMON.cost}</th>
            <th scope="col">{TEXT.timeInTurns}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ name, sums, share }, index) => (
            <tr key={name}>
              <th scope="row" className="w-[30%] py-1 text-left font-regular wrap-anywhere">
                {name}
                <span className="mt-0.5 block h-1.5">
                  {share !== null && (
                    <svg width="100%" height="6" aria-hidden="true">
                      <rect width={`${share * 100}%`} height="6" fill={colours?.[index] ?? 'var(--ink-3)'} />
                    </svg>
                  )}
                </span>
              </th>
              <td className="py-1 pl-3 text-right align-top text-12 text-ink-3">{amountText(sums.tokens, 'tokens')}</td>
              <td className="py-1 pl-3 text-right align-top">{amountText(sums.costMicros, 'cost')}</td>
              <td className="py-1 pl-3 text-right align-top text-12 text-ink-3">{amountText(sums.ms, 'time')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** What unfinished runs have used of what they may: the fullest budget of each. */
export function OpenBudgets({ open }: { open: UsageView['open'] }): ReactElement {
  if (open.length === 0) return <p className="text-ink-2">{TEXT.noRunIsOpen}</p>
  return (
    <ul aria-label={TEXT.budgetsOfOpenRuns} className="divide-y divide-line border-line border-y">
      {open.map(({ runId, goal, repoPath, limits, usage }) => {
        const [fullest] = budgetFigures(limits, usage)
          .filter(({ share }) => share !== null)
          .sort((a, b) => (b.share ?? 0) - (a.share ?? 0))
        return (
          <li key={runId} className="flex min-h-8 items-center gap-4 py-1">
            <a
              href={hrefOf(runRoute(runId))}
              className="min-w-0 flex-1 truncate hover:underline"
              dir="auto"
              title={showLines(goal)}
            >
              {showLines(goal)} <span className="text-12 text-ink-3">{baseName(repoPath)}</span>
            </a>
            {fullest === undefined ? (
              <span className="text-12 text-ink-3">{TEXT.noBudget(costText(usage.costMicros))}</span>
            ) : (
              <Budget figure={fullest} />
            )}
          </li>
        )
      })}
    </ul>
  )
}

const LEVELS = {
  calm: { text: 'text-ink-2', bar: 'var(--ink-3)' },
  warned: { text: 'text-gold', bar: 'var(--gold-edge)' },
  stopped: { text: 'text-fail', bar: 'var(--fail-fill)' },
} as const

function Budget({ figure: { used, of, share, level } }: { figure: BudgetFigure }): ReactElement {
  const percent = Math.round((share ?? 0) * 100)
  return (
    <span className="flex flex-none items-center gap-3 text-12 tabular-nums">
      <svg width="144" height="4" aria-hidden="true" className="flex-none">
        <rect width="144" height="4" rx="2" fill="var(--pressed)" />
        <rect width={(144 * Math.min(100, percent)) / 100} height="4" rx="2" fill={LEVELS[level].bar} />
      </svg>
      <span className="w-36">
        {used} {of}
      </span>
      <span className={`inline-flex w-16 items-center justify-end gap-1 whitespace-nowrap ${LEVELS[level].text}`}>
        {level !== 'calm' && <Icon name="warning" className="size-3.5" />}
        {percent} %
      </span>
    </span>
  )
}

export function DearestTasks({ tasks }: { tasks: UsageView['tasks'] }): ReactElement {
  if (tasks.length === 0) return <p className="text-ink-2">{TEXT.noTaskHadTurnInThisTime}</p>
  return (
    <ul aria-label={TEXT.dearestTasks}>
      {tasks.map(({ taskId, runId, title, attempts, costMicros, tokens }) => (
        <li key={taskId} className="flex min-h-7 items-baseline gap-3 py-0.5">
          <a
            href={hrefOf(runRoute(runId, 'run', taskId))}
            className="min-w-0 flex-1 truncate hover:underline"
            dir="auto"
            title={showLines(title)}
          >
            {showLines(title)}
          </a>
          <span className="flex-none tabular-nums">
            {costMicros === null ? tokensText(tokens) : costText(costMicros)}
          </span>
          <span className="w-20 flex-none text-right text-12 text-ink-3">{counted(attempts, 'attempt')}</span>
        </li>
      ))}
    </ul>
  )
}

/** Who takes no more work for now, and until when. */
export function Limits({
  agents,
  waiting,
  now,
}: {
  agents: readonly AgentRow[]
  waiting: readonly RunRow[]
  now: Date
}): ReactElement {
  const limited = agents.flatMap(({ id, name, limit }) =>
    limit !== null && new Date(limit.until) > now ? [{ id, name, ...limit }] : [],
  )
  return (
    <>
      {limited.length === 0 && <p className="text-ink-2">{TEXT.noAgentHasReportedLimit}</p>}
      <ul aria-label={COMMON.limits} className="space-y-2">
        {limited.map(({ id, name, until, detail }) => (
          <li key={id}>
            <p className="flex items-center gap-1.5 text-gold">
              <Icon name="clock" className="size-3.5" />
              {TEXT.until(name)}{' '}
              <time dateTime={until} title={fullTime(until)}>
                {shortTime(until, now)}
              </time>
            </p>
            <p className="text-12 text-ink-2 wrap-anywhere">{showLines(detail)}</p>
          </li>
        ))}
        {waiting.map(({ id, goal, waitUntil, waitReason }) => (
          <li key={id}>
            <a href={hrefOf(runRoute(id))} className="block truncate hover:underline" dir="auto">
              {showLines(goal)}
            </a>
            <p className="text-12 text-ink-2 wrap-anywhere">
              {TEXT.goesOnByItself(
                waitUntil === null ? '' : TEXT.atTime(shortTime(waitUntil, now)),
                showLines(waitReason ?? ''),
              )}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}
