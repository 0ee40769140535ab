import type { IconName } from '../../ui/icon.tsx'
import type { StateLook } from '../../ui/status.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run-panels.ts'
import type { ToolStatus } from './stream-items.ts'

const KINDS: Readonly<Record<string, { icon: IconName; word: string }>> = {
  read: { icon: 'file', word: TEXT.readFile },
  edit: { icon: 'pencil', word: COMMON.edit },
  delete: { icon: 'trash', word: TEXT.deleteFile },
  move: { icon: 'reply', word: TEXT.moveFile },
  search: { icon: 'search', word: TEXT.search },
  execute: { icon: 'terminal', word: COMMON.run },
  think: { icon: 'info', word: TEXT.think },
  fetch: { icon: 'download', word: TEXT.fetch },
}

/** How a tool call is drawn and named; a kind that is not known is a tool. */
export function toolLook(kind: string): { icon: IconName; word: string } {
  return (Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined) ?? { icon: 'more', word: TEXT.tool }
}

/** Null: it ended as one expects. */
export function toolState(status: ToolStatus): StateLook | null {
  if (status === 'running') return { icon: 'working', tone: 'working', word: TEXT.running }
  if (status === 'failed') return { icon: 'failed', tone: 'failed', word: TEXT.failed }
  return status === 'unfinished' ? { icon: 'broken', tone: 'resting', word: TEXT.notFinished } : null
}

const VERBS: Readonly<Record<string, RegExp>> = {
  read: /^(?:read|open|view)\s+/i,
  edit: /^(?:edit|write|create|update|patch|modify)\s+/i,
  delete: /^(?:delete|remove)\s+/i,
  search: /^(?:search|grep|find|glob)\s+(?:for\s+)?/i,
  execute: /^(?:run|execute)\s+/i,
  fetch: /^fetch\s+/i,
}

/** The title without the verb that the kind's word says already: "Write src/a.ts" of an edit is "src/a.ts". */
export function toolTitle(title: string, kind: string): string {
  const verb = Object.hasOwn(VERBS, kind) ? VERBS[kind] : undefined
  return (verb === undefined ? title : title.replace(verb, '')) || title
}
