import { z } from 'zod'
import type { Reply, TopicMessage } from '../../shared/contract.ts'
import type { GateRow, RunRow } from '../../shared/views.ts'
import { runTitle, shortText } from './short-text.ts'

/** What waits for the person, as the desktop shows it. */
export interface Waiting {
  /** Open gates. */
  questions: number
  /** Their runs, each once, the one that was asked about first in front. */
  runs: readonly { runId: string; title: string }[]
}

export const NOTHING_WAITS: Waiting = { questions: 0, runs: [] }

/** What is needed of the host. */
export interface Source {
  connect(send: (message: TopicMessage) => void): { call(method: string, input: object): Promise<Reply<unknown>> }
}

type Gate = Pick<GateRow, 'runId' | 'question'>
type TitledRow = Pick<RunRow, 'id' | 'repoPath' | 'goal' | 'openGates'>

/** Titles by run of those with an open gate, after rows were told. */
export function withTitles(known: ReadonlyMap<string, string>, rows: readonly TitledRow[]): Map<string, string> {
  const titles = new Map(known)
  for (const row of rows) {
    if (row.openGates > 0) titles.set(row.id, runTitle(row))
    else titles.delete(row.id)
  }
  return titles
}

const QUESTION_LENGTH = 100

/** `titles` of runs by id; a run without one goes by its question. */
export function waitingOf(gates: readonly Gate[], titles: ReadonlyMap<string, string>): Waiting {
  const runs = new Map<string, string>()
  for (const { runId, question } of gates) {
    if (!runs.has(runId)) runs.set(runId, titles.get(runId) ?? shortText(question, QUESTION_LENGTH))
  }
  return { questions: gates.length, runs: [...runs].map(([runId, title]) => ({ runId, title })) }
}

const gatesSchema = z.array(z.object({ runId: z.string(), question: z.string() }))
/** What a page of `runs.list` tells of titles. */
export const rowsSchema = z.object({
  rows: z.array(z.object({ id: z.string(), repoPath: z.string(), goal: z.string(), openGates: z.number() })),
})
export const MAX_ROWS = 500

/** Tells what waits now, as soon as it is known, and with each change, for as long as the host is open. */
export function watchWaiting(source: Source, onChange: (waiting: Waiting) => void): void {
  let titles: ReadonlyMap<string, string> = new Map()
  let told: readonly Gate[] | null = null
  const learn = (rows: readonly TitledRow[]): void => {
    titles = withTitles(titles, rows)
  }
  const tell = (gates: readonly Gate[]): void => {
    told = gates
    onChange(waitingOf(gates, titles))
  }
  const { call } = source.connect((message) => {
    if (message.topic === 'runs.changed') learn(message.value.rows)
    if (message.topic === 'gates.changed') tell(message.value.gates)
  })
  // A folder that cannot be read has no lists; the first that are published tell then.
  void call('runs.list', { limit: MAX_ROWS })
    .then((reply) => {
      if (reply.ok) learn(rowsSchema.parse(reply.value).rows.filter(({ id }) => !titles.has(id)))
      return call('gates.list', {})
    })
    .then((reply) => {
      if (reply.ok && told === null) tell(gatesSchema.parse(reply.value))
    })
}
