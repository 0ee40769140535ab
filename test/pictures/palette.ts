interface Colour {
  rgb: readonly [number, number, number]
  count: number
}

/** At most `size` colours (up to 256) that stand for all of an image's, and the one of each pixel. The frequent ones stay exact. */
export function quantise(rgb: Uint8Array, size: number): { indices: Uint8Array; colours: Uint8Array } {
  const counts = new Map<number, number>()
  for (let at = 0; at < rgb.length; at += 3) {
    const key = keyAt(rgb, at)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const all = [...counts].map(([key, count]): Colour => ({ rgb: [key >> 16, (key >> 8) & 0xff, key & 0xff], count }))
  const exact = all.toSorted((a, b) => b.count - a.count).slice(0, Math.floor(size / 4))
  const rest = all.filter((colour) => !exact.includes(colour))
  const chosen = [...exact.map((colour) => colour.rgb), ...split(rest, size - exact.length).map(average)]
  const places = new Map(all.map((colour) => [keyOf(colour.rgb), nearest(colour.rgb, chosen)]))
  const indices = new Uint8Array(rgb.length / 3)
  for (let pixel = 0; pixel < indices.length; pixel++) indices[pixel] = places.get(keyAt(rgb, pixel * 3)) ?? 0
  return { indices, colours: Uint8Array.from(chosen.flat()) }
}

const keyOf = ([red, green, blue]: Colour['rgb']): number => (red << 16) | (green << 8) | blue
const keyAt = (rgb: Uint8Array, at: number): number =>
  ((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0)

/** Median cut: the box that is widest, weighted with its pixels, is halved until there are enough. */
function split(colours: Colour[], size: number): Colour[][] {
  let boxes = colours.length === 0 ? [] : [colours]
  while (boxes.length < size) {
    const spans = boxes.map(widest)
    const worst = spans.reduce((best, span, index) => (span.weight > (spans[best]?.weight ?? 0) ? index : best), 0)
    const [box, span] = [boxes[worst], spans[worst]]
    if (box === undefined || span === undefined || span.weight === 0) break
    const sorted = box.toSorted((a, b) => a.rgb[span.channel] - b.rgb[span.channel])
    const half = Math.max(1, sorted.length >> 1)
    boxes = [...boxes.slice(0, worst), sorted.slice(0, half), sorted.slice(half), ...boxes.slice(worst + 1)]
  }
  return boxes
}

function widest(box: Colour[]): { channel: 0 | 1 | 2; weight: number } {
  const pixels = box.reduce((sum, { count }) => sum + count, 0)
  const spans = ([0, 1, 2] as const).map((channel) => {
    const values = box.map(({ rgb }) => rgb[channel])
    return { channel, weight: (Math.max(...values) - Math.min(...values)) * Math.sqrt(pixels) }
  })
  return spans.reduce((best, span) => (span.weight > best.weight ? span : best))
}

function average(box: Colour[]): Colour['rgb'] {
  const pixels = box.reduce((sum, { count }) => sum + count, 0)
  const mean = (channel: 0 | 1 | 2): number =>
    Math.round(box.reduce((sum, { rgb, count }) => sum + rgb[channel] * count, 0) / pixels)
  return [mean(0), mean(1), mean(2)]
}

function nearest([red, green, blue]: Colour['rgb'], chosen: readonly Colour['rgb'][]): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY]
  for (const [index, colour] of chosen.entries()) {
    const distance = (red - colour[0]) ** 2 * 2 + (green - colour[1]) ** 2 * 4 + (blue - colour[2]) ** 2
    if (distance < least) [best, least] = [index, distance]
  }
  return best
}
