/** What a person can find: a command, a place, a run, a task, an artifact. */
export interface PaletteItem {
  /** Unique among all. */
  id: string
  section: string
  kind: 'command' | 'run' | 'file'
  text: string
  /** After the text, less prominent; searched too. */
  note: string
  /** Of a command that has keys. */
  keys: string | null
  run(): void
}

export interface Found {
  item: PaletteItem
  /** Parts of the text in order; those that were typed are marked. */
  parts: { at: number; text: string; isTyped: boolean }[]
}

export interface FoundSection {
  title: string
  found: Found[]
}

/** So many of one section; typing more finds the rest. */
const MAX_IN_SECTION = 12
/** Before anything is typed. */
const MAX_UNASKED = 8

/** `>` looks for commands only, `#` for runs, `/` for files. */
const PREFIXES: Readonly<Record<string, PaletteItem['kind']>> = { '>': 'command', '#': 'run', '/': 'file' }

/** What is looked for, without the prefix that narrows it. */
export function parseQuery(typed: string): { kind: PaletteItem['kind'] | null; words: string[] } {
  const text = typed.trimStart()
  const kind = PREFIXES[text.charAt(0)] ?? null
  const rest = kind === null ? text : text.slice(1)
  const words = rest
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return { kind, words }
}

/** Sections in the order of their first item; within one the best first. Every typed word must be found. */
export function findItems(items: readonly PaletteItem[], typed: string): FoundSection[] {
  const { kind, words } = parseQuery(typed)
  const most = words.length === 0 && kind === null ? MAX_UNASKED : MAX_IN_SECTION
  const sections = new Map<string, { item: PaletteItem; score: number }[]>()
  for (const item of items) {
    if (kind !== null && item.kind !== kind) continue
    const score = scoreOf(item, words)
    if (score === null) continue
    const section = sections.get(item.section) ?? []
    section.push({ item, score })
    sections.set(item.section, section)
  }
  return [...sections].map(([title, found]) => ({
    title,
    found: found
      .sort((a, b) => a.score - b.score)
      .slice(0, most)
      .map(({ item }) => ({ item, parts: partsOf(item.text, words) })),
  }))
}

/** Lower is better: at the beginning of the text, at the beginning of a word, inside of one, only in the note. Null: not found. */
function scoreOf({ text, note }: PaletteItem, words: readonly string[]): number | null {
  let score = 0
  for (const word of words) {
    const inText = placeOf(text.toLowerCase(), word)
    const inNote = inText === null ? placeOf(note.toLowerCase(), word) : null
    if (inText === null && inNote === null) return null
    score += inText ?? 3 + (inNote ?? 0)
  }
  return score
}

function placeOf(text: string, word: string): number | null {
  const first = text.indexOf(word)
  if (first < 0) return null
  if (first === 0) return 0
  for (let at = first; at >= 0; at = text.indexOf(word, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return 1
  }
  return 2
}

/** The first place of each typed word. A text whose lower case is longer is not taken apart. */
function partsOf(text: string, words: readonly string[]): Found['parts'] {
  const lower = text.toLowerCase()
  if (lower.length !== text.length) return [{ at: 0, text, isTyped: false }]
  const typed = Array.from({ length: text.length }, () => false)
  for (const word of words) {
    const at = lower.indexOf(word)
    if (at >= 0) typed.fill(true, at, at + word.length)
  }
  const parts: Found['parts'] = []
  for (let start = 0; start < text.length; ) {
    const isTyped = typed[start] === true
    const end = typed.indexOf(!isTyped, start)
    parts.push({ at: start, text: text.slice(start, end < 0 ? text.length : end), isTyped })
    start = end < 0 ? text.length : end
  }
  return parts
}
