/** What must hold after kills, judged from outside the application: by the driver's notes, the repository and the rows. */
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { databaseFile } from '../../../electron/home.ts'
import { openStore, type Store } from '../../../electron/store/store.ts'
import type { EventRecord } from '../../../shared/domain.ts'
import { processesOf } from '../../soak/inspect.ts'
import { type Ack, eventHash } from '../driver/acks.ts'
import type { DriverWorld } from '../driver/world.ts'
import { finalState } from './final-state.ts'
import { type Checkout, checkoutOf, leftOfOthers, repeatedMoves, repositoryDamage } from './repository.ts'

export const PROBLEM_KINDS = {
  lost: 'events that were told and are lost or changed',
  doubled: 'events that are there twice',
  repeated: 'effects that were made twice: refs, checkpoints, attempts, verification steps, deliveries, decisions',
  state: 'runs that ended otherwise than without a kill',
  damage: 'databases and repositories that are damaged',
  foreign: 'checkouts, indexes and refs of the person that were touched',
  orphans: 'processes that were left',
} as const
export type ProblemKind = keyof typeof PROBLEM_KINDS
export interface Problem {
  readonly kind: ProblemKind
  readonly text: string
}

export interface Judged {
  readonly problems: readonly Problem[]
  /** Events that somebody outside had been told of. */
  readonly told: number
  readonly state: unknown
}

export interface Case {
  readonly world: DriverWorld
  /** The person's side of the repository before the run. */
  readonly before: Checkout
  readonly acks: readonly Ack[]
  /** What the same run comes to without a kill; null: this is that run. */
  readonly reference: unknown
}

export async function judge({ world, before, acks, reference }: Case): Promise<Judged> {
  const file = databaseFile(world.home)
  const damage = [...databaseDamage(file), ...repositoryDamage(world)].map(
    (text) => ({ kind: 'damage', text }) as const,
  )
  const store = openStore(file)
  try {
    const runs = store.runStore.listRuns()
    const run = runs[0]
    if (run === undefined || runs.length > 1) {
      const problem = { kind: 'state', text: `there are ${runs.length} runs` } as const
      return { problems: [...damage, problem], told: 0, state: null }
    }
    const events = store.listEventsAfter(run.id, 0, 1_000_000)
    const state = finalState(store, run.id, world)
    const isOther = reference !== null && !isDeepStrictEqual(state, reference)
    const foreign = isDeepStrictEqual(checkoutOf(world), before) ? [] : ['the checkout, its index or a ref is another']
    const problems: Problem[] = [
      ...damage,
      ...[...lost(acks, events), ...lostDecisions(acks, store), ...untold(acks)].map(
        (text) => ({ kind: 'lost', text }) as const,
      ),
      ...doubled(events).map((text) => ({ kind: 'doubled', text }) as const),
      ...[
        ...repeatedCommands(acks),
        ...repeatedNotices(acks),
        ...repeatedRows(store, run.id),
        ...repeatedMoves(world, store, run.id),
      ].map((text) => ({ kind: 'repeated', text }) as const),
      ...(isOther
        ? [{ kind: 'state', text: `${JSON.stringify(state)}\ninstead of ${JSON.stringify(reference)}` } as const]
        : []),
      ...leftOfOthers(world, run.id).map((text) => ({ kind: 'state', text }) as const),
      ...foreign.map((text) => ({ kind: 'foreign', text }) as const),
      ...(await leftProcesses(world)).map((text) => ({ kind: 'orphans', text }) as const),
    ]
    return { problems, told: acks.filter(({ kind }) => kind === 'event').length, state }
  } finally {
    store.close()
  }
}

function databaseDamage(file: string): string[] {
  const connection = new DatabaseSync(file)
  try {
    const checks = connection
      .prepare('PRAGMA integrity_check')
      .all()
      .map((row) => String(row['integrity_check']))
    const dangling = connection.prepare('PRAGMA foreign_key_check').all()
    return [
      ...checks.filter((text) => text !== 'ok'),
      ...dangling.map((row) => `points to nothing: ${JSON.stringify(row)}`),
    ]
  } finally {
    connection.close()
  }
}

/** Output that a transcript holds too may go, turn by turn, and it is told of each turn how much of it went. */
function lost(acks: readonly Ack[], events: readonly EventRecord[]): string[] {
  const stored = new Map(events.map((event) => [event.id, eventHash(event)]))
  const missing = acks.filter((ack) => ack.kind === 'event').filter(({ id, hash }) => stored.get(id) !== hash)
  const isGoneOutput = ({ id, event }: { id: number; event: string }): boolean =>
    OUTPUT.includes(event) && !stored.has(id)
  const gone = [...new Set(missing.filter(isGoneOutput).map(({ id }) => id))]
  const ranges = compactedRanges(events).map((range) => ({
    ...range,
    gone: gone.filter((id) => id > range.after && id < range.before),
  }))
  const inTranscripts = new Set(ranges.flatMap((range) => range.gone))
  return [
    ...missing
      .filter(({ id }) => !inTranscripts.has(id))
      .map(({ id, event }) => `event ${id} (${event}) is ${stored.has(id) ? 'another now' : 'gone'}`),
    ...ranges
      .filter((range) => range.gone.length > range.told)
      .map(({ turnId, gone, told }) => `${gone.length} events of turn ${turnId} are gone, and ${told} were told to be`),
  ]
}

const OUTPUT: readonly string[] = ['agent_output', 'tool_call']
const ofTurnSchema = z.looseObject({ turnId: z.string() })
const compactedSchema = ofTurnSchema.extend({ events: z.int() })

/** Turns whose output may be gone: between which events it was, and how much of it is told to have been there. */
function compactedRanges(events: readonly EventRecord[]) {
  const idOf = (kind: string, turnId: string): number => {
    const found = events.find((event) => event.kind === kind && ofTurnSchema.parse(event.payload).turnId === turnId)
    // What is missing is told by itself; nothing is in the turn then.
    return found?.id ?? Number.NaN
  }
  return events
    .filter(({ kind }) => kind === 'compacted')
    .map(({ payload }) => {
      const { turnId, events: told } = compactedSchema.parse(payload)
      return { turnId, told, after: idOf('turn_started', turnId), before: idOf('turn_finished', turnId) }
    })
}

/** Nobody decides what they were not told of. */
function untold(acks: readonly Ack[]): string[] {
  const told = new Set<string>()
  return acks.flatMap((ack) => {
    if (ack.kind === 'notice') told.add(ack.gateId)
    return ack.kind === 'decided' && !told.has(ack.gateId) ? [`gate ${ack.gateId} was never told`] : []
  })
}

/** What was recorded as told is not told again. */
function repeatedNotices(acks: readonly Ack[]): string[] {
  const recorded = new Set<string>()
  return acks.flatMap((ack) => {
    if (ack.kind === 'notice_recorded') recorded.add(ack.gateId)
    return ack.kind === 'notice' && recorded.has(ack.gateId) ? [`gate ${ack.gateId} was told again`] : []
  })
}

/** What can happen to a thing once: the event's kind, and the members of its payload that name the thing. */
const ONCE: Readonly<Record<string, readonly string[]>> = {
  run_started: [],
  plan_proposed: ['revision'],
  plan_tried: ['revision'],
  plan_accepted: ['revision'],
  baseline_finished: ['commit', 'command'],
  attempt_started: ['attemptId'],
  scope_checked: ['attemptId'],
  attempt_settled: ['attemptId'],
  checkpoint_made: ['n'],
  gate_opened: ['gateId'],
  gate_decided: ['gateId'],
  gate_voided: ['gateId'],
  turn_started: ['turnId'],
  turn_finished: ['turnId'],
  review_finished: ['headCommit'],
  checkpoint_restored: [],
  worktree_ready: [],
  delivered: [],
  run_finished: [],
  message_queued: ['messageId'],
  run_forked: [],
  run_removed: [],
  run_put_back: [],
  compacted: ['turnId'],
}

function doubled(events: readonly EventRecord[]): string[] {
  const seen = new Set<string>()
  return events.flatMap(({ id, kind, payload }) => {
    const members = ONCE[kind]
    if (members === undefined) return []
    const values = members.map((member) => Reflect.get(Object(payload), member))
    const key = JSON.stringify([kind, ...values])
    if (!seen.has(key)) {
      seen.add(key)
      return []
    }
    return [`event ${id}: ${key} for the second time`]
  })
}

/** A step whose result was told of is never run again for the same attempt, review or base commit of a plan. */
function repeatedCommands(acks: readonly Ack[]): string[] {
  const proved = new Set<string>()
  return acks.flatMap((ack) => {
    if (ack.kind === 'event' && PROVES.includes(ack.event)) proved.add(`${ack.owner} ${ack.command}`)
    if (ack.kind !== 'command' || !proved.has(`${ack.owner} ${ack.command}`)) return []
    return [`${ack.command} was run again for ${ack.owner}`]
  })
}

const PROVES: readonly string[] = ['verification_finished', 'baseline_finished']

/** Attempts are counted with those that a return has set aside. */
function repeatedRows(store: Store, runId: string): string[] {
  const sql = 'SELECT task_id, attempt_number FROM task_attempts WHERE run_id = ? ORDER BY attempt_number'
  const tasks = Map.groupBy(store.database.all(sql, runId), (row) => row['task_id'])
  const numbers = [...tasks].flatMap(([task, rows]) => {
    const told = rows.map((row) => Number(row['attempt_number']))
    return told.every((number, index) => number === index + 1) ? [] : [`attempts of ${task} are ${told.join(', ')}`]
  })
  const open = store.database.all(`SELECT kind, key FROM effects WHERE run_id = ? AND state <> 'done'`, runId)
  return [...numbers, ...open.map(({ kind, key }) => `effect ${kind} ${key} was never recorded as done`)]
}

/** A kept decision is the one that was told. */
function lostDecisions(acks: readonly Ack[], store: Store): string[] {
  return acks.flatMap((ack) => {
    if (ack.kind !== 'decided' || store.gateApproval(ack.gateId)?.verdict === ack.verdict) return []
    return [`gate ${ack.gateId} was decided as ${ack.verdict}, and is not`]
  })
}

/** Whatever is left of the run once nobody drives it; what is just ending is given a moment. */
async function leftProcesses(world: DriverWorld): Promise<string[]> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (processesOf(world).length === 0) return []
    await sleep(WAIT_MS)
  }
  return processesOf(world)
}

const TRIES = 20
const WAIT_MS = 100
