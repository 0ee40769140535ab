type Colour = readonly [red: number, green: number, blue: number]

/**
 * At most `size` colours (up to 256) that stand for all of an image's (three bytes for each pixel), and the one of each pixel.
 * What differs most from those that are there already is taken next, so that a small red mark on a grey page stays red.
 */
export function quantise(rgb: Uint8Array, size: number): { indices: Uint8Array; colours: Uint8Array } {
  const counts = new Map<number, number>()
  for (let at = 0; at < rgb.length; at += 3) {
    const key = keyAt(rgb, at)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const all = [...counts].map(([key, count]) => ({
    key,
    colour: [key >> 16, (key >> 8) & 0xff, key & 0xff] as const,
    /** How much there is of it, damped: text has few pixels. */
    weight: Math.sqrt(count),
    distance: Number.POSITIVE_INFINITY,
    index: 0,
  }))
  const chosen: Colour[] = []
  let next = all.reduce((most, entry) => (entry.weight > most.weight ? entry : most))
  while (chosen.length < size && next.distance > 0) {
    for (const entry of all) {
      const distance = distanceOf(entry.colour, next.colour)
      if (distance < entry.distance) Object.assign(entry, { distance, index: chosen.length })
    }
    chosen.push(next.colour)
    next = all.reduce((worst, entry) => (entry.distance * entry.weight > worst.distance * worst.weight ? entry : worst))
  }
  const places = new Map(all.map(({ key, index }) => [key, index]))
  const indices = new Uint8Array(rgb.length / 3)
  for (let pixel = 0; pixel < indices.length; pixel++) indices[pixel] = places.get(keyAt(rgb, pixel * 3)) ?? 0
  return { indices, colours: Uint8Array.from(chosen.flat()) }
}

const keyAt = (rgb: Uint8Array, at: number): number =>
  ((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0)

/** The eye sees green best, and blue worst. */
const distanceOf = (a: Colour, b: Colour): number =>
  (a[0] - b[0]) ** 2 * 2 + (a[1] - b[1]) ** 2 * 4 + (a[2] - b[2]) ** 2
