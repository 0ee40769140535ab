/** A stretch of time in milliseconds. */
export interface Span {
  from: number
  to: number
}

/** Where moments stand on a line of so many pixels. Long stretches in which nothing ran are drawn short. */
export interface TimeScale {
  x(ms: number): number
  /** The moment at a place: the inverse of `x`. */
  at(x: number): number
  /** The places of what was drawn short. */
  breaks: { from: number; to: number }[]
}

/** What stands for a long pause. */
const BREAK_WIDTH = 28
/** A pause is long from this part of the time in which something ran. */
const LONG = 0.08

/** A scale for the spans, which may overlap, over `width` pixels. */
export function timeScale(spans: readonly Span[], width: number): TimeScale {
  const busy = joined(spans)
  const ran = busy.reduce((sum, { from, to }) => sum + (to - from), 0)
  const isLong = (gap: number): boolean => gap > ran * LONG
  const gaps = busy.slice(1).map(({ from }, index) => from - (busy[index]?.to ?? from))
  const long = gaps.filter(isLong).length
  const breakWidth = long === 0 ? 0 : Math.min(BREAK_WIDTH, width / 2 / long)
  const kept = ran + gaps.filter((gap) => !isLong(gap)).reduce((sum, gap) => sum + gap, 0)
  const perMs = kept === 0 ? 0 : (width - long * breakWidth) / kept
  const nodes: Node[] = []
  let x = 0
  busy.forEach(({ from, to }, index) => {
    const gap = index === 0 ? 0 : (gaps[index - 1] ?? 0)
    x += isLong(gap) ? breakWidth : gap * perMs
    nodes.push({ ms: from, x })
    x += (to - from) * perMs
    nodes.push({ ms: to, x })
  })
  const breaks = gaps.flatMap((gap, index) => {
    const [before, after] = [nodes[index * 2 + 1], nodes[index * 2 + 2]]
    return isLong(gap) && before && after ? [{ from: before.x, to: after.x }] : []
  })
  return {
    x: (ms) =>
      between(
        nodes,
        ms,
        ({ ms: key }) => key,
        ({ x: value }) => value,
      ),
    at: (place) =>
      between(
        nodes,
        place,
        ({ x: key }) => key,
        ({ ms: value }) => value,
      ),
    breaks,
  }
}

interface Node {
  ms: number
  x: number
}

/** Sorted, and overlapping ones as one. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else result.push({ from, to })
  }
  return result
}

/** Linear between the nodes, and as the nearest one outside of them. */
function between(nodes: readonly Node[], key: number, keyOf: (node: Node) => number, toValue: (node: Node) => number) {
  const after = nodes.find((node) => keyOf(node) >= key)
  const before = nodes.findLast((node) => keyOf(node) <= key)
  if (!after || !before) return toValue(after ?? before ?? { ms: 0, x: 0 })
  const length = keyOf(after) - keyOf(before)
  const share = length === 0 ? 0 : (key - keyOf(before)) / length
  return toValue(before) + share * (toValue(after) - toValue(before))
}
