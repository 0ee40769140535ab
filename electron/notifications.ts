import { z } from 'zod'
import type { Reply, TopicMessage } from '../shared/contract.ts'
import { placeOfGate } from '../shared/place.ts'
import type { GateRow } from '../shared/views.ts'
import { APPROVAL_VERDICTS, type ApprovalVerdict } from '../shared/words.ts'
import { answerHere } from './desktop/answer-here.ts'
import { runTitle, shortText } from './desktop/short-text.ts'

/** A question for the person, as the system's notification tells it. */
export interface Notice {
  gateId: string
  /** Where it is answered. */
  place: string
  title: string
  body: string
  /** It may be answerable where it is shown: a permission request. */
  isRequest: boolean
}

/** What a person presses on a notice. */
export interface NoticeAnswer {
  label: string
  verdict: ApprovalVerdict
}
const REQUEST_ANSWERS: readonly NoticeAnswer[] = [
  { label: 'Allow once', verdict: 'approved' },
  { label: 'Reject', verdict: 'rejected' },
]

/** What was heard so far. Both parts hold open gates and their runs only, so they do not grow. */
export interface Heard {
  /** Open gates by id; null: not known yet. */
  readonly gates: ReadonlySet<string> | null
  /** Titles of runs with an open gate, by run. */
  readonly titles: ReadonlyMap<string, string>
  /** By the settings. */
  readonly isWanted: boolean
}
export interface Heeded {
  heard: Heard
  show: Notice[]
  /** Gates that are no longer open: their notices ask for nothing any more. */
  withdraw: string[]
}

export const NOTHING_HEARD: Heard = { gates: null, titles: new Map(), isWanted: true }
const BODY_LENGTH = 200

/**
 * Which notifications a message of the host means. Gates of the first list were open at the start, and are not told; nor is a gate
 * that opens while the person looks at a window of ours (`hasFocus`).
 */
export function heed(heard: Heard, message: TopicMessage, hasFocus: boolean): Heeded {
  if (message.topic === 'runs.changed') {
    const titles = new Map(heard.titles)
    for (const row of message.value.rows) {
      if (row.openGates > 0) titles.set(row.id, runTitle(row))
      else titles.delete(row.id)
    }
    return { heard: { ...heard, titles }, show: [], withdraw: [] }
  }
  if (message.topic === 'settings.changed') {
    const isWanted = message.value.settings?.attention.notifications ?? heard.isWanted
    return { heard: { ...heard, isWanted }, show: [], withdraw: [] }
  }
  if (message.topic !== 'gates.changed') return { heard, show: [], withdraw: [] }
  const { gates } = message.value
  const open = new Set(gates.map((gate) => gate.id))
  const before = heard.gates ?? open
  const isTold = (gate: GateRow): boolean => heard.isWanted && !hasFocus && !before.has(gate.id)
  return {
    heard: { ...heard, gates: open },
    show: gates.filter(isTold).map((gate) => noticeOf(gate, heard.titles)),
    withdraw: [...before].filter((id) => !open.has(id)),
  }
}

function noticeOf({ id, runId, kind, question }: GateRow, titles: ReadonlyMap<string, string>): Notice {
  const body = shortText(question, BODY_LENGTH)
  return {
    gateId: id,
    place: placeOfGate({ kind, runId }),
    title: titles.get(runId) ?? 'Triptych',
    body: withoutMarkup(body),
    isRequest: kind === 'permission',
  }
}

/** Linux desktops read links and pictures out of a body; these look the same and mean nothing. */
function withoutMarkup(text: string): string {
  return text.replaceAll('<', '‹').replaceAll('>', '›').replaceAll('&', '＆')
}

const wantedSchema = z.object({ settings: z.object({ attention: z.object({ notifications: z.boolean() }) }) })
const askedSchema = z.object({
  gate: z.object({ kind: z.string(), subject: z.unknown(), subjectHash: z.string() }),
  verdicts: z.array(z.enum(APPROVAL_VERDICTS)),
})
const openGatesSchema = z.array(z.object({ id: z.string() }))

/** What is needed of the host. */
interface Source {
  connect(send: (message: TopicMessage) => void): { call(method: string, input: object): Promise<Reply<unknown>> }
}

/** Where notices are shown. */
interface Desktop {
  hasFocus(): boolean
  /** Whether notices can have buttons here. */
  canAnswer: boolean
  /** With a button for each answer; returns how to take it back. */
  show(notice: Notice, answers: readonly NoticeAnswer[], onAnswer: (verdict: ApprovalVerdict) => void): () => void
  /** Opens the place where it is answered. */
  open(notice: Notice): void
}

/** Tells every gate that opens from now on, for as long as the host is open. */
export function tellGates(source: Source, desktop: Desktop): void {
  const shown = new Map<string, () => void>()
  let heard = NOTHING_HEARD
  const listen = (message: TopicMessage): void => {
    const heeded = heed(heard, message, desktop.hasFocus())
    heard = heeded.heard
    for (const notice of heeded.show) {
      if (notice.isRequest && desktop.canAnswer) void tellRequest(notice)
      else tell(notice)
    }
    for (const id of heeded.withdraw) {
      shown.get(id)?.()
      shown.delete(id)
    }
  }
  const tell = (notice: Notice): void =>
    void shown.set(
      notice.gateId,
      desktop.show(notice, [], () => undefined),
    )
  /** The decision is bound to the request as it was read for the notice. One that does not count any more opens its page, which says why. */
  const tellRequest = async (notice: Notice): Promise<void> => {
    const { gateId } = notice
    const reply = await connection.call('gates.get', { gateId })
    if (!heard.gates?.has(gateId)) return
    const here = reply.ok ? answerHere(askedSchema.parse(reply.value)) : null
    if (here === null) return tell(notice)
    const { subjectHash, command } = here
    const decide = async (verdict: ApprovalVerdict): Promise<void> => {
      const decided = await connection.call('gates.decide', { gateId, subjectHash, verdict, rationale: '' })
      if (!decided.ok) desktop.open(notice)
    }
    const asked = { ...notice, body: withoutMarkup(`Run once? ${command}`) }
    shown.set(
      gateId,
      desktop.show(asked, REQUEST_ANSWERS, (verdict) => void decide(verdict)),
    )
  }
  // A folder that cannot be read has no list; then the first one that is published counts as open at the start.
  const connection = source.connect(listen)
  void connection.call('settings.read', {}).then((reply) => {
    const read = wantedSchema.safeParse(reply.ok ? reply.value : null)
    if (read.success) heard = { ...heard, isWanted: read.data.settings.attention.notifications }
  })
  void connection.call('gates.list', {}).then((reply) => {
    if (!reply.ok || heard.gates !== null) return
    heard = { ...heard, gates: new Set(openGatesSchema.parse(reply.value).map((gate) => gate.id)) }
  })
}
