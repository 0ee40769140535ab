import type { TurnRecord } from '../../../shared/evidence.ts'
import type { RunView } from '../../../shared/views.ts'
import { AGENT_ROLES, type AgentRole } from '../../../shared/words.ts'
import { GATE_TITLES } from '../../words/gate-words.ts'
import * as TEXT from '../../words/texts/timeline.ts'
import { numberIn, textIn } from './payload.ts'
import type { Span } from './timeline-scale.ts'
import { verificationBars } from './timeline-verifications.ts'
import { turnTitle } from './turn-words.ts'

/** The application has a lane of its own: what it ran to verify. */
export const LANES = [...AGENT_ROLES, 'verification'] as const
export type Lane = (typeof LANES)[number]

/** A turn or a verification step in its lane. Times in milliseconds. */
export interface Bar extends Span {
  id: string
  lane: Lane
  /** On the bar: "plan", "2 · 1" for task 2, attempt 1, "v1" for a step. */
  label: string
  title: string
  look: 'working' | 'rested' | 'failed' | 'passed'
}

/** A question in the lane of the role that raised it. */
export interface Diamond {
  id: string
  role: AgentRole
  at: number
  isOpen: boolean
  title: string
}

export interface Square {
  id: string
  at: number
  number: number
  title: string
}

/** The end of a turn that planned again. */
export interface Replan {
  id: string
  at: number
  title: string
}

export interface Marks {
  bars: Bar[]
  diamonds: Diamond[]
  squares: Square[]
  replans: Replan[]
  spans: Span[]
}

const GATE_ROLES = {
  plan: 'strategy',
  permission: 'implementation',
  scope: 'implementation',
  task: 'checker',
  blocked: 'implementation',
  budget: 'implementation',
  login: 'implementation',
  mcp_server: 'implementation',
  final: 'checker',
} as const

/** What the timeline draws. A turn that runs reaches to `now`. */
export function timelineMarks(
  view: Pick<RunView, 'turns' | 'gates' | 'checkpoints' | 'tasks' | 'attempts' | 'verifications' | 'events' | 'row'>,
  now: number,
): Marks {
  const turns = view.turns.map((turn): Bar => {
    const from = Date.parse(turn.startedAt)
    const to = turn.finishedAt === null ? (turn.state === 'running' ? now : from) : Date.parse(turn.finishedAt)
    return {
      id: turn.id,
      lane: turn.role,
      from,
      to: Math.max(from, to),
      label: barLabel(turn, view),
      title: TEXT.turnWith(turn.number, turnTitle(turn, view)),
      look: barLook(turn, view),
    }
  })
  const diamonds = view.gates.map((gate): Diamond => {
    const turn = view.turns.find(({ id }) => id === gate.turnId)
    return {
      id: gate.id,
      role: turn?.role ?? GATE_ROLES[gate.kind],
      at: Date.parse(gate.openedAt),
      isOpen: gate.state === 'open',
      title: GATE_TITLES[gate.kind],
    }
  })
  const squares = view.checkpoints.map(({ id, createdAt, payload }, index): Square => {
    const number = numberIn(payload, 'n') ?? index
    return { id, at: Date.parse(createdAt), number, title: textIn(payload, 'label') ?? '' }
  })
  const replans = view.turns.flatMap(({ id, kind, state, number, finishedAt }): Replan[] =>
    kind === 'replan' && state === 'finished' && finishedAt !== null
      ? [{ id, at: Date.parse(finishedAt), title: TEXT.plannedAgainInTurnOfStrategy(number) }]
      : [],
  )
  const bars = [...turns, ...verificationBars(view, now)]
  const points = [...diamonds, ...squares].map(({ at }) => ({ from: at, to: at }))
  return { bars, diamonds, squares, replans, spans: [...bars.map(({ from, to }) => ({ from, to })), ...points] }
}

function barLabel(turn: TurnRecord, { tasks, attempts }: Pick<RunView, 'tasks' | 'attempts'>): string {
  const task = tasks.findIndex(({ id }) => id === turn.taskId) + 1
  const attempt = attempts.find(({ id }) => id === turn.attemptId)?.attemptNumber
  return task === 0 || attempt === undefined ? turn.kind : `${task} · ${attempt}`
}

function barLook(turn: TurnRecord, { attempts }: Pick<RunView, 'attempts'>): Bar['look'] {
  if (turn.state === 'running') return 'working'
  const attempt = attempts.find(({ id }) => id === turn.attemptId)
  const isRefused = turn.role === 'implementation' && (attempt?.status === 'failed' || attempt?.status === 'blocked')
  return isRefused || turn.state === 'failed' || turn.state === 'interrupted' ? 'failed' : 'rested'
}

/** What is drawn at a place, in words; null: nothing. `lane`: the one it is in, null below all of them. `reach`: milliseconds that count as there. */
export function markTitle(
  { bars, diamonds, squares }: Pick<Marks, 'bars' | 'diamonds' | 'squares'>,
  place: { at: number; lane: Lane | null; reach: number },
): string | null {
  const isNear = ({ at }: { at: number }): boolean => Math.abs(at - place.at) <= place.reach
  if (place.lane === null) {
    const square = squares.find(isNear)
    return square === undefined ? null : TEXT.checkpointAndTitle(square.number, square.title)
  }
  const diamond = diamonds.find((each) => each.role === place.lane && isNear(each))
  if (diamond !== undefined) return diamond.title
  const bar = bars.findLast(
    ({ lane, from, to }) => lane === place.lane && from - place.reach <= place.at && place.at <= to + place.reach,
  )
  return bar?.title ?? null
}
