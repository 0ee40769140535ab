import { z } from 'zod'
import type { Reply, TopicMessage } from '../shared/contract.ts'
import { placeOfGate } from '../shared/place.ts'
import type { GateRow } from '../shared/views.ts'
import { APPROVAL_VERDICTS, type ApprovalVerdict, GATE_KINDS } from '../shared/words.ts'
import { answerHere } from './desktop/answer-here.ts'
import { shortText } from './desktop/short-text.ts'
import * as TEXT from './desktop/texts.ts'
import { MAX_ROWS, rowsSchema, withTitles } from './desktop/waiting.ts'
import type { NoticeBook, ToldGate } from './notice-book.ts'
import { type SetTimer, setQuietTimer } from './timer.ts'

/** A question for the person, as the system's notification tells it. */
export interface Notice {
  gateId: string
  runId: string
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
  { label: TEXT.allowOnce, verdict: 'approved' },
  { label: TEXT.reject, verdict: 'rejected' },
]

/** What was heard so far. Both parts hold open gates and their runs only, so they do not grow. */
export interface Heard {
  /** Open gates by id. */
  readonly gates: ReadonlySet<string>
  /** Titles of runs with an open gate, by run. */
  readonly titles: ReadonlyMap<string, string>
  /** By the settings. */
  readonly isWanted: boolean
}
export interface Heeded {
  heard: Heard
  show: Notice[]
  /** Gates that need not be told: the person looks at a window of ours, or wants to hear of none. */
  skip: ToldGate[]
  /** Gates that are no longer open: their notices ask for nothing any more. */
  withdraw: string[]
}

export const NOTHING_HEARD: Heard = { gates: new Set(), titles: new Map(), isWanted: true }
const BODY_LENGTH = 200

/** Which notifications a message of the host means. `hasFocus`: the person looks at a window of ours. */
export function heed(heard: Heard, message: TopicMessage, hasFocus: boolean): Heeded {
  if (message.topic === 'runs.changed') {
    const titles = withTitles(heard.titles, message.value.rows)
    return { ...NOTHING_TO_DO, heard: { ...heard, titles } }
  }
  if (message.topic === 'settings.changed') {
    const isWanted = message.value.settings?.attention.notifications ?? heard.isWanted
    return { ...NOTHING_TO_DO, heard: { ...heard, isWanted } }
  }
  if (message.topic !== 'gates.changed') return { ...NOTHING_TO_DO, heard }
  const { gates } = message.value
  const open = new Set(gates.map((gate) => gate.id))
  const fresh = gates.filter((gate) => !heard.gates.has(gate.id))
  const isShown = heard.isWanted && !hasFocus
  return {
    heard: { ...heard, gates: open },
    show: isShown ? fresh.map((gate) => noticeOf(gate, heard.titles)) : [],
    skip: isShown ? [] : fresh.map(({ id, runId }) => ({ id, runId })),
    withdraw: [...heard.gates].filter((id) => !open.has(id)),
  }
}

const NOTHING_TO_DO = { show: [], skip: [], withdraw: [] }

function noticeOf({ id, runId, kind, question }: GateRow, titles: ReadonlyMap<string, string>): Notice {
  const body = shortText(question, BODY_LENGTH)
  return {
    gateId: id,
    runId,
    place: placeOfGate({ kind, runId }),
    title: titles.get(runId) ?? TEXT.name,
    body: withoutMarkup(body),
    isRequest: kind === 'permission',
  }
}

/** Linux desktops read links and pictures out of a body; these look the same and mean nothing. */
function withoutMarkup(text: string): string {
  return text.replaceAll('<', '‹').replaceAll('>', '›').replaceAll('&', '＆')
}

const wantedSchema = z.object({ settings: z.object({ attention: z.object({ notifications: z.boolean() }) }) })
const openGatesSchema = z.array(
  z.object({ id: z.string(), runId: z.string(), kind: z.enum(GATE_KINDS), question: z.string(), openedAt: z.string() }),
)
const askedSchema = z.object({
  gate: z.object({ kind: z.string(), subject: z.unknown(), subjectHash: z.string() }),
  verdicts: z.array(z.enum(APPROVAL_VERDICTS)),
})

/** What is needed of the host. */
interface Source {
  connect(send: (message: TopicMessage) => void): { call(method: string, input: object): Promise<Reply<unknown>> }
  readonly notices: NoticeBook
}

type OnAnswer = (verdict: ApprovalVerdict) => void

/** Where notices are shown. */
interface Desktop {
  hasFocus(): boolean
  /** Whether notices can have buttons here. */
  canAnswer: boolean
  /** With a button for each answer; returns how to take it back. */
  show(notice: Notice, answers: readonly NoticeAnswer[], onAnswer: OnAnswer): () => void
  /** Opens the place where it is answered. */
  open(notice: Notice): void
}

/** So long a start may take until its window has the focus: who is about to look is not told. */
const START_MS = 3_000

/**
 * Tells every open gate once, for as long as the host is open: those that open from now on, and those that were open at the start and
 * that no start before has told.
 */
export function tellGates(source: Source, desktop: Desktop, setTimer: SetTimer = setQuietTimer): void {
  const shown = new Map<string, () => void>()
  let heard = NOTHING_HEARD
  /** The newest list of a start that is not over; null: it is. */
  let held: { newest: TopicMessage | null } | null = { newest: null }
  /** A list came, asked for or not. */
  let isListed = false
  const listen = (message: TopicMessage): void => {
    if (message.topic === 'gates.changed') isListed = true
    if (held !== null && message.topic === 'gates.changed' && !desktop.hasFocus()) held.newest = message
    else heedNow(message)
  }
  const endStart = (): void => {
    const newest = held?.newest ?? null
    held = null
    if (newest !== null) heedNow(newest)
  }
  const heedNow = (message: TopicMessage): void => {
    if (message.topic === 'gates.changed') held = null
    const heeded = heed(heard, message, desktop.hasFocus())
    heard = heeded.heard
    for (const gate of heeded.skip) if (source.notices.isToTell(gate)) source.notices.skip(gate)
    for (const notice of heeded.show) {
      if (!source.notices.isToTell(gateOf(notice))) continue
      if (notice.isRequest && desktop.canAnswer) void tellRequest(notice)
      else tell(notice)
    }
    for (const id of heeded.withdraw) {
      shown.get(id)?.()
      shown.delete(id)
    }
  }
  const tell = (notice: Notice, answers: readonly NoticeAnswer[] = [], onAnswer: OnAnswer = () => undefined): void =>
    source.notices.tell(gateOf(notice), () => {
      shown.set(notice.gateId, desktop.show(notice, answers, onAnswer))
    })
  /** The decision is bound to the request as it was read for the notice. One that does not count any more opens its page, which says why. */
  const tellRequest = async (notice: Notice): Promise<void> => {
    const { gateId } = notice
    const reply = await connection.call('gates.get', { gateId })
    if (!source.notices.isToTell(gateOf(notice))) return
    const here = reply.ok ? answerHere(askedSchema.parse(reply.value)) : null
    if (here === null) return tell(notice)
    const { subjectHash, command } = here
    const decide = async (verdict: ApprovalVerdict): Promise<void> => {
      const decided = await connection.call('gates.decide', { gateId, subjectHash, verdict, rationale: '' })
      if (!decided.ok) desktop.open(notice)
    }
    const asked = { ...notice, body: withoutMarkup(TEXT.runOnce(command)) }
    tell(asked, REQUEST_ANSWERS, (verdict) => void decide(verdict))
  }
  const connection = source.connect(listen)
  void connection.call('settings.read', {}).then((reply) => {
    const read = wantedSchema.safeParse(reply.ok ? reply.value : null)
    if (read.success) heard = { ...heard, isWanted: read.data.settings.attention.notifications }
  })
  void connection.call('runs.list', { limit: MAX_ROWS }).then((reply) => {
    const titles = withTitles(new Map(), reply.ok ? rowsSchema.parse(reply.value).rows : [])
    heard = { ...heard, titles: new Map([...titles, ...heard.titles]) }
  })
  setTimer(endStart, START_MS)
  // A folder that cannot be read has no list; then the first one that is published is the first. One that takes long to open, as after
  // a crash, may have its list after the start is over.
  void connection.call('gates.list', {}).then((reply) => {
    if (reply.ok && !isListed) listen({ topic: 'gates.changed', value: { gates: openGatesSchema.parse(reply.value) } })
  })
}

const gateOf = ({ gateId: id, runId }: Notice): ToldGate => ({ id, runId })
