/** Room for the longest line that says what was left out. */
const MARK_CHARS = 48

/** `… 12 older attempts left out`. `noun` is singular. */
export function leftOut(count: number, noun: string): string {
  return `… ${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'} left out`
}

const REST = ' [… the rest is left out]'

/** At most `max` characters from the start of the text, and where something is missing, words that say so. */
export function boundText(text: string, max: number): string {
  if (text.length <= max) return text
  const end = Math.max(0, max - REST.length)
  const kept = text.slice(0, isHighSurrogate(text, end - 1) ? end - 1 : end)
  return `${kept}${REST}`.slice(0, Math.max(0, max))
}

const isHighSurrogate = (text: string, index: number): boolean => /^[\ud800-\udbff]$/.test(text.charAt(index))

/**
 * Whole lines, joined, at most `max` characters, from the start or from the end; the missing ones are counted in a
 * line of their own where they were. `show` makes a line presentable and is called for few more than those that are kept.
 */
export function boundLines(
  lines: readonly string[],
  max: number,
  noun: string,
  keep: 'start' | 'end',
  show: (line: string, index: number) => string = (line) => line,
): string {
  const kept: string[] = []
  let used = -1
  while (kept.length < lines.length) {
    const index = keep === 'start' ? kept.length : lines.length - 1 - kept.length
    const line = show(lines[index] ?? '', index)
    if (used + line.length + 1 > max) break
    used += line.length + 1
    kept.push(line)
  }
  const complete = kept.length === lines.length
  while (!complete && kept.length > 0 && used + MARK_CHARS > max) used -= (kept.pop() ?? '').length + 1
  const marks = complete ? [] : [leftOut(lines.length - kept.length, noun).slice(0, Math.max(0, max))]
  return keep === 'start' ? [...kept, ...marks].join('\n') : [...marks, ...kept.reverse()].join('\n')
}

/** The last `max` items in their order, how many older ones are missing, and a line that says so, or null. */
export function newest<T>(
  items: readonly T[],
  max: number,
  noun: string,
): { kept: T[]; missing: number; mark: string | null } {
  const missing = Math.max(0, items.length - max)
  return { kept: items.slice(missing), missing, mark: missing === 0 ? null : leftOut(missing, `older ${noun}`) }
}

export const withMark = (mark: string | null, block: string): string => (mark === null ? block : `${mark}\n\n${block}`)

/** Divides `total` fairly: nobody gets more than it wants, and what the short ones leave goes to the long ones. */
export function shareOut(wants: readonly number[], total: number): number[] {
  const shares = wants.map(() => 0)
  let rest = total
  const byWant = wants.map((want, index) => ({ want, index })).sort((a, b) => a.want - b.want)
  byWant.forEach(({ want, index }, place) => {
    const share = Math.min(want, Math.floor(rest / (byWant.length - place)))
    shares[index] = share
    rest -= share
  })
  return shares
}

/** The texts, each cut to its fair share of `max`, the line break between them included. */
export function boundTexts(texts: readonly string[], max: number): string[] {
  const shares = shareOut(
    texts.map((text) => text.length + 1),
    max,
  )
  return texts.map((text, index) => boundText(text, (shares[index] ?? 1) - 1))
}
