import { z } from 'zod'
import type { EventRecord } from '../../shared/domain.ts'
import type { Store } from '../store/store.ts'
import { eventLines } from './event-lines.ts'
import { bad, dim, type Line, type Span, shortened, warn } from './line.ts'
import type { Screen } from './screen.ts'

const PAGE_SIZE = 500
const MAX_FOLDED_TITLES = 4
const MAX_TITLE_LENGTH = 80

const outputPayload = z.looseObject({ messageId: z.string(), text: z.string(), thought: z.boolean().optional() })
const toolPayload = z.looseObject({ toolCallId: z.string(), title: z.string(), status: z.string() })

/** Puts events on the screen in their order: agents' text as it comes, indented; tool calls of one stretch in one line. */
export function createEventPrinter(screen: Pick<Screen, 'say' | 'write'>) {
  let openMessage: string | null = null
  /** Line feeds that count only if more text follows. */
  let heldBreaks = 0
  let calls = new Map<string, { title: string; failed: boolean }>()
  const toldCalls = new Set<string>()

  const endMessage = (): void => {
    if (openMessage !== null) screen.write(['\n'])
    openMessage = null
    heldBreaks = 0
  }
  const tellCalls = (): void => {
    if (calls.size === 0) return
    endMessage()
    screen.say(foldedCalls([...calls.values()]))
    for (const id of calls.keys()) toldCalls.add(id)
    calls = new Map()
  }
  const addText = ({ messageId, text, thought }: z.infer<typeof outputPayload>): void => {
    tellCalls()
    const [bar, paint] = thought ? ['  ┆ ', dim] : ['  │ ', (plain: string): Span => plain]
    if (openMessage !== messageId) {
      endMessage()
      openMessage = messageId
      screen.write([dim(bar)])
      text = text.trimStart()
    }
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) heldBreaks += 1
      if (part === '') continue
      for (; heldBreaks > 0; heldBreaks -= 1) screen.write(['\n', dim(bar)])
      screen.write([paint(part)])
    }
  }
  const addCall = (call: z.infer<typeof toolPayload>): void => {
    const failed = call.status === 'failed'
    if (toldCalls.has(call.toolCallId) && !failed) return
    calls.set(call.toolCallId, { title: call.title, failed })
  }

  const sayLines = (lines: readonly Line[]): void => {
    if (lines.length === 0) return
    tellCalls()
    endMessage()
    for (const line of lines) screen.say(line)
  }

  return {
    take(event: EventRecord): void {
      const text = event.kind === 'agent_output' ? outputPayload.safeParse(event.payload) : null
      const call = event.kind === 'tool_call' ? toolPayload.safeParse(event.payload) : null
      if (text?.success) addText(text.data)
      else if (call?.success) addCall(call.data)
      else sayLines(event.kind === 'tool_call' ? [[warn('  ! '), event.message]] : eventLines(event))
    },
    /** Ends what is unfinished, so that something else can be said. */
    rest(): void {
      tellCalls()
      endMessage()
    },
  }
}

/** `⚙ 5 tool calls: Read a.ts, Edit a.ts ×3 and 1 more`. */
export function foldedCalls(calls: readonly { title: string; failed: boolean }[]): Line {
  const titles = new Map<string, { count: number; failed: boolean }>()
  for (const { title, failed } of calls) {
    const known = titles.get(title)
    titles.set(title, { count: (known?.count ?? 0) + 1, failed: failed || (known?.failed ?? false) })
  }
  const shown = [...titles].slice(0, MAX_FOLDED_TITLES).flatMap(([title, { count, failed }], index): Span[] => {
    const text = `${shortened(title.replaceAll('\n', ' '), MAX_TITLE_LENGTH)}${count > 1 ? ` ×${count}` : ''}`
    return [dim(index === 0 ? '' : ', '), failed ? bad(`${text} (failed)`) : dim(text)]
  })
  const more = titles.size - MAX_FOLDED_TITLES
  const head = calls.length === 1 ? '' : `${calls.length} tool calls: `
  return [dim(`  ⚙ ${head}`), ...shown, dim(more > 0 ? ` and ${more} more` : '')]
}

/** The events of a run as they are committed, by whichever process. */
export interface Follower {
  /** Tells everything that is committed by now. */
  pump(): void
  /** While held nothing is told; it comes afterwards. */
  hold(): void
  release(): void
  stop(): void
}

export function followEvents(
  store: Store,
  runId: string,
  { after, take }: { after: number; take(event: EventRecord): void },
): Follower {
  let last = after
  let held = false
  const pump = (): void => {
    while (!held) {
      const events = store.listEventsAfter(runId, last, PAGE_SIZE)
      for (const event of events) {
        last = event.id
        take(event)
      }
      if (events.length < PAGE_SIZE) return
    }
  }
  // Many commits may come within one turn of the event loop; they are read together.
  let planned: NodeJS.Immediate | null = null
  const unsubscribe = store.subscribe(() => {
    planned ??= setImmediate(() => {
      planned = null
      pump()
    })
  })
  return {
    pump,
    hold: () => {
      held = true
    },
    release: () => {
      held = false
      pump()
    },
    stop: () => {
      unsubscribe()
      if (planned) clearImmediate(planned)
      planned = null
    },
  }
}
