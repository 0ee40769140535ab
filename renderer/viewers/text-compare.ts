import { structuredPatch } from 'diff'

export interface TextComparison {
  /** As git would print it, so that the diff's view shows it; '' where nothing differs. */
  patch: string
  /** The lines in between were not compared one by one: too much differs. */
  isCoarse: boolean
}

/** Lines around a change. */
const CONTEXT = 5
/** Where texts have less in common, whole passages are shown as replaced: nobody waits, and nobody could read it otherwise. */
const MAX_EDITS = 20_000
const MAX_MS = 1_500

/** How the lines of two texts differ. `name` tells the language. */
export function compareTexts(before: string, after: string, name: string): TextComparison {
  if (before === after) return { patch: '', isCoarse: false }
  const options = { context: CONTEXT, maxEditLength: MAX_EDITS, timeout: MAX_MS }
  const compared = structuredPatch('', '', before, after, undefined, undefined, options)
  const hunks = compared?.hunks ?? [wholeHunk(before, after)]
  const file = name.replace(/[\t\r\n]/g, ' ')
  const head = `diff --git a/${file} b/${file}\n--- a/${file}\n+++ b/${file}\n`
  return { patch: head + hunks.map(hunkText).join(''), isCoarse: compared === undefined }
}

interface Hunk {
  oldStart: number
  oldLines: number
  newStart: number
  newLines: number
  lines: string[]
}

const hunkText = ({ oldStart, oldLines, newStart, newLines, lines }: Hunk): string =>
  `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@\n${lines.map((line) => `${line}\n`).join('')}`

/** What both have in common at the beginning and at the end, the rest as replaced. */
function wholeHunk(before: string, after: string): Hunk {
  const [old, now] = [linesOf(before), linesOf(after)]
  const most = Math.min(old.length, now.length)
  let same = 0
  while (same < most && old[same] === now[same]) same += 1
  let end = 0
  while (end < most - same && old.at(-1 - end) === now.at(-1 - end)) end += 1
  const from = Math.max(0, same - CONTEXT)
  const rest = Math.max(0, end - CONTEXT)
  const lines = [
    ...old.slice(from, same).map((line) => ` ${line}`),
    ...old.slice(same, old.length - end).map((line) => `-${line}`),
    ...now.slice(same, now.length - end).map((line) => `+${line}`),
    ...old.slice(old.length - end, old.length - rest).map((line) => ` ${line}`),
  ]
  return {
    ...{ oldStart: from + 1, oldLines: old.length - rest - from },
    ...{ newStart: from + 1, newLines: now.length - rest - from, lines },
  }
}

function linesOf(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** JSON with its keys in order, a line for each value, so that only what differs is different; null: it is no JSON. */
export function comparableJson(text: string): string | null {
  try {
    return `${JSON.stringify(JSON.parse(text), inOrder, 2)}\n`
  } catch {
    return null // Then its text is compared as it is.
  }
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}
