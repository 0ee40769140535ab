import type { IconName } from '../../ui/icon.tsx'
import type { StateLook } from '../../ui/status.tsx'
import type { ToolStatus } from './stream-items.ts'

const KINDS: Readonly<Record<string, { icon: IconName; word: string }>> = {
  read: { icon: 'file', word: 'Read' },
  edit: { icon: 'pencil', word: 'Edit' },
  delete: { icon: 'trash', word: 'Delete' },
  move: { icon: 'reply', word: 'Move' },
  search: { icon: 'search', word: 'Search' },
  execute: { icon: 'terminal', word: 'Run' },
  think: { icon: 'info', word: 'Think' },
  fetch: { icon: 'download', word: 'Fetch' },
}

/** How a tool call is drawn and named; a kind that is not known is a tool. */
export function toolLook(kind: string): { icon: IconName; word: string } {
  return (Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined) ?? { icon: 'more', word: 'Tool' }
}

/** Null: it ended as one expects. */
export function toolState(status: ToolStatus): StateLook | null {
  if (status === 'running') return { icon: 'working', tone: 'working', word: 'Running' }
  if (status === 'failed') return { icon: 'failed', tone: 'failed', word: 'Failed' }
  return status === 'unfinished' ? { icon: 'broken', tone: 'resting', word: 'Not finished' } : null
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
