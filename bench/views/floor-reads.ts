import { createClient } from '../../renderer/client.ts'
import { readArtifact } from '../../renderer/data/artifact-pieces.ts'
import type { Reply } from '../../shared/contract.ts'
import type { EventRecord } from '../../shared/domain.ts'
import { type CASES, SMALL } from './cases.ts'
import { plainBlocks, plainRows } from './floor.ts'
import { eventOfRow, type PlainEvent } from './texts.ts'

/** The plain page reads what it shows over the same socket, by the same methods, as the view beside it. */
export function floorOf(
  root: HTMLElement,
  { view, size }: Pick<(typeof CASES)[keyof typeof CASES], 'view' | 'size'>,
  onRead: () => void,
): (id: string, isSmall: boolean) => void {
  const client = createClient()
  const begin = (): void => {
    root.replaceChildren()
    onRead()
  }
  const showText = async (id: string): Promise<void> => {
    const read = await readArtifact(client, id, () => true, nothing)
    if (read === null) return
    const text = new TextDecoder().decode(answered(read).bytes)
    begin()
    if (view === 'markdown') plainBlocks(root, text)
    else plainLines(root, text)
  }
  const showEvents = async (runId: string, count: number): Promise<void> => {
    const { events } = answered(await client.call('runs.get', { runId }))
    begin()
    plainEvents(root, count, events)
  }
  return (id, isSmall) => void (view === 'events' ? showEvents(id, isSmall ? SMALL.events : size) : showText(id))
}

function nothing(): void {}

function answered<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(reply.error.message)
  return reply.value
}

function plainLines(root: HTMLElement, text: string): void {
  const lines = text.split('\n')
  plainRows(root, { count: lines.length, rowPx: 20 }, (row) => lines[row] ?? '')
}

/** The newest as they were read; whatever is scrolled to is there already: this page never waits for an event. */
function plainEvents(root: HTMLElement, count: number, newest: readonly EventRecord[]): void {
  const first = count - newest.length
  const eventOf = (row: number): PlainEvent => newest[row - first] ?? eventOfRow(row)
  plainRows(root, { count, rowPx: 28, isAtEnd: true }, (row) => {
    const { ts, source, kind, message } = eventOf(row)
    return `${ts.slice(11, 19)}  ${source}  ${kind}  ${message}`
  })
}
