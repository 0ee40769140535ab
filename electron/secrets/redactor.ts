import { createMatcher, type Matcher } from './matcher.ts'
import { formsOf } from './secret-forms.ts'

/** A value that must not be shown, and what is shown instead of it: the name of its variable. */
export interface NamedSecret {
  name: string
  value: string
}

/** Text that arrives in pieces, cut anywhere. */
export interface RedactingStream {
  /** What can be shown by now: everything but an end that may be the beginning of a secret. */
  push(text: string): string
  /** What is held back. Of a secret that goes on afterwards the rest is still hidden. */
  flush(): string
}

/** Puts `[secret NAME]` where a secret stands, in any of its forms (secret-forms.ts). */
export interface Redactor {
  /** There is nothing to hide. */
  readonly isEmpty: boolean
  text(text: string): string
  /** Of a text that was cut at its end: what may be the beginning of a secret there is left out. */
  beginning(text: string): string
  /** UTF-8, or nearly: bytes that hold no secret stay exactly as they are. */
  bytes(bytes: Uint8Array): Uint8Array
  /** JSON data with every text in it redacted, keys too; the same value where nothing was to be hidden. */
  data(value: unknown): unknown
  stream(): RedactingStream
  /** Names of the secrets in a text, each once. */
  names(text: string): string[]
}

/** Values shorter than 8 characters are not hidden. Where two secrets share a text, the first one's name is shown. */
export function createRedactor(secrets: readonly NamedSecret[]): Redactor {
  const nameOf = new Map<string, string>()
  for (const { name, value } of secrets) {
    for (const form of formsOf(value)) if (!nameOf.has(form)) nameOf.set(form, name)
  }
  if (nameOf.size === 0) return NOTHING_TO_HIDE
  const patterns = [...nameOf].map(([text, name]) => ({ name, length: text.length }))
  const matcher = createMatcher([...nameOf.keys()])
  const stream = (): RedactingStream => createStream(matcher, patterns, new Set())
  const text = (whole: string): string => {
    const redacting = stream()
    return redacting.push(whole) + redacting.flush()
  }
  return {
    isEmpty: false,
    text,
    beginning: (cut) => stream().push(cut),
    bytes(bytes) {
      const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
      const redacted = text(whole)
      return redacted === whole ? bytes : new TextEncoder().encode(redacted)
    },
    data: (value) => redactData(value, text),
    stream,
    names(whole) {
      const names = new Set<string>()
      createStream(matcher, patterns, names).push(whole)
      return [...names]
    },
  }
}

export const NOTHING_TO_HIDE: Redactor = {
  isEmpty: true,
  text: (text) => text,
  beginning: (text) => text,
  bytes: (bytes) => bytes,
  data: (value) => value,
  stream: () => ({ push: (text) => text, flush: () => '' }),
  names: () => [],
}

/** A stretch of text that holds secrets; places count from the first character pushed. */
interface Covered {
  start: number
  end: number
  names: string[]
}

/** Adds a stretch that ends after all others. Those that overlap are hidden together, or the end of one would be left standing. */
function cover(covered: Covered[], added: Covered): void {
  let stretch = added
  for (let last = covered.at(-1); last !== undefined && last.end > stretch.start; last = covered.at(-1)) {
    covered.pop()
    const names = last.start >= stretch.start ? stretch.names : [...new Set([...last.names, ...stretch.names])]
    stretch = { start: Math.min(last.start, stretch.start), end: stretch.end, names }
  }
  covered.push(stretch)
}

function createStream(
  matcher: Matcher,
  patterns: readonly { name: string; length: number }[],
  seen: Set<string>,
): RedactingStream {
  let state = 0
  /** Not shown yet; its first character's place is `base`. */
  let held = ''
  let base = 0
  let covered: Covered[] = []

  /** Shows everything before `place`; nothing that comes can change it. */
  const release = (place: number): string => {
    let shown = ''
    let at = base
    const done = covered.filter(({ end }) => end <= place)
    for (const { start, end, names } of done) {
      shown += held.slice(at - base, Math.max(start, at) - base) + names.map((name) => `[secret ${name}]`).join('')
      at = end
    }
    covered = covered.slice(done.length)
    const until = Math.min(place, covered[0]?.start ?? place)
    if (until > at) {
      shown += held.slice(at - base, until - base)
      at = until
    }
    // Of a stretch that may still grow only its place is needed, so that a flood of secrets fills no memory.
    const next = covered[0] !== undefined && covered[0].start <= at ? Math.max(at, Math.min(place, covered[0].end)) : at
    held = held.slice(next - base)
    base = next
    return shown
  }
  return {
    push(text) {
      const before = base + held.length
      held += text
      for (let at = 0; at < text.length; at++) {
        state = matcher.step(state, text.charCodeAt(at))
        const pattern = patterns[matcher.found(state)]
        if (pattern === undefined) continue
        const end = before + at + 1
        seen.add(pattern.name)
        cover(covered, { start: end - pattern.length, end, names: [pattern.name] })
      }
      return release(before + text.length - matcher.depth(state))
    },
    flush: () => release(base + held.length),
  }
}

/** Deeper data is left out: nobody sends it in earnest, and walking it could end the program. */
const MAX_DEPTH = 500

function redactData(value: unknown, text: (whole: string) => string, depth: number = 0): unknown {
  if (typeof value === 'string') return text(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > MAX_DEPTH) return null
  if (Array.isArray(value)) {
    const items = value.map((item) => redactData(item, text, depth + 1))
    return items.every((item, index) => item === value[index]) ? value : items
  }
  const entries = Object.entries(value)
  const redacted = entries.map(([key, item]): [string, unknown] => [text(key), redactData(item, text, depth + 1)])
  const isSame = redacted.every(([key, item], index) => key === entries[index]?.[0] && item === entries[index]?.[1])
  return isSame ? value : Object.fromEntries(redacted)
}
