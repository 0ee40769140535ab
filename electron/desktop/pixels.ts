/** Small pictures as pixels: the desktop wants some that change, and no file holds those. */
export interface Pixels {
  /** Pixels on each side. */
  size: number
  /** Four bytes a pixel, from the top left: blue, green, red, and how opaque, by which the others are multiplied. */
  bytes: Buffer
}

export interface Colour {
  red: number
  green: number
  blue: number
}

/** The colours of the design (renderer/tokens.css) that both themes of a desktop can bear. */
const GOLD: Colour = { red: 0xe8, green: 0xb5, blue: 0x3d }
const ON_GOLD: Colour = { red: 0x22, green: 0x18, blue: 0x00 }
const LAPIS: Colour = { red: 0x5f, green: 0x82, blue: 0xe0 }
const BLACK: Colour = { red: 0, green: 0, blue: 0 }

/** The arches of the mark in a box of 24 by 16 (renderer/ui/mark.tsx): each its feet, and the curve over them. */
export const ARCHES: readonly string[] = [
  'M1.5 15.2V7.5Q1.5 4.3 6 3.6V15.2Z',
  'M7.7 15.2V5Q7.7 1 12 1Q16.3 1 16.3 5V15.2Z',
  'M18 15.2V3.6Q22.5 4.3 22.5 7.5V15.2Z',
]

/** A shape: whether a point of the unit square belongs to it. */
type Shape = (x: number, y: number) => boolean
interface Layer {
  shape: Shape
  colour: Colour
}

/** Points on each side of a pixel that decide how much of it is covered. */
const SAMPLES = 4

function draw(size: number, layers: readonly Layer[]): Pixels {
  const bytes = Buffer.alloc(size * size * 4)
  for (let pixel = 0; pixel < size * size; pixel += 1) {
    const sum = { red: 0, green: 0, blue: 0, hits: 0 }
    for (let sample = 0; sample < SAMPLES * SAMPLES; sample += 1) {
      const x = ((pixel % size) + ((sample % SAMPLES) + 0.5) / SAMPLES) / size
      const y = (Math.floor(pixel / size) + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) / size
      const top = layers.findLast(({ shape }) => shape(x, y))?.colour
      if (top === undefined) continue
      sum.red += top.red
      sum.green += top.green
      sum.blue += top.blue
      sum.hits += 1
    }
    const parts = [sum.blue, sum.green, sum.red, sum.hits * 255]
    for (const [index, part] of parts.entries()) bytes[pixel * 4 + index] = Math.round(part / (SAMPLES * SAMPLES))
  }
  return { size, bytes }
}

const disc =
  (centreX: number, centreY: number, radius: number): Shape =>
  (x, y) =>
    Math.hypot(x - centreX, y - centreY) <= radius

type Point = readonly [x: number, y: number]
/** Straight pieces of a curve. */
const PIECES = 12

/** The outline of a path that is made of M, V, Q and Z only. */
function outlineOf(path: string): Point[] {
  const points: Point[] = []
  for (const [, command, text = ''] of path.matchAll(/([MVQ])([\d. ]+)/g)) {
    const [a = 0, b = 0, c = 0, d = 0] = text.trim().split(' ').map(Number)
    const [x, y] = points.at(-1) ?? [0, 0]
    if (command === 'M') points.push([a, b])
    else if (command === 'V') points.push([x, a])
    else {
      for (let piece = 1; piece <= PIECES; piece += 1) {
        const t = piece / PIECES
        const [before, middle, after] = [(1 - t) ** 2, 2 * (1 - t) * t, t ** 2]
        points.push([before * x + middle * a + after * c, before * y + middle * b + after * d])
      }
    }
  }
  return points
}

/** A polygon in a box of 24 by 24, by how often a ray crosses its outline. */
function polygon(points: readonly Point[]): Shape {
  return (unitX, unitY) => {
    const [x, y] = [unitX * 24, unitY * 24]
    let isInside = false
    for (const [index, [toX, toY]] of points.entries()) {
      const [fromX, fromY] = points.at(index - 1) ?? [0, 0]
      if (fromY > y !== toY > y && x < fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX)) isInside = !isInside
    }
    return isInside
  }
}

/** The mark stands in the middle of its square. */
const MARK: readonly Shape[] = ARCHES.map((path) => polygon(outlineOf(path).map(([x, y]): Point => [x, y + 4])))
const WAITING: Shape = disc(0.76, 0.76, 0.22)

/** The mark for the tray; with a golden point where something waits. `isTemplate`: black, for macOS, which gives it the colour of its bar. */
export function trayPixels(size: number, waits: boolean, isTemplate: boolean): Pixels {
  const layers = MARK.map((shape): Layer => ({ shape, colour: isTemplate ? BLACK : LAPIS }))
  return draw(size, waits && !isTemplate ? [...layers, { shape: WAITING, colour: GOLD }] : layers)
}

/** Digits in boxes of 3 by 5, row by row; the last is `+`, for more than nine. */
const DIGITS = [
  ...['111101101101111', '010110010010111', '111001111100111', '111001111001111', '101101111001001'],
  ...['111100111001111', '111100111101111', '111001010010010', '111101111101111', '111101111001111', '000010111010000'],
]

function digit(index: number): Shape {
  const rows = DIGITS[index] ?? ''
  return (x, y) => {
    const [column, row] = [Math.floor((x - 0.32) / 0.12), Math.floor((y - 0.2) / 0.12)]
    return column >= 0 && column < 3 && row >= 0 && row < 5 && rows[row * 3 + column] === '1'
  }
}

/** How many questions wait, over the icon in the task bar of Windows. */
export function badgePixels(size: number, questions: number): Pixels {
  const number = digit(Math.min(questions, DIGITS.length - 1))
  return draw(size, [
    { shape: disc(0.5, 0.5, 0.5), colour: GOLD },
    { shape: number, colour: ON_GOLD },
  ])
}
