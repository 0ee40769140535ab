import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { PLACE } from '../../shared/place.ts'
import { writeWhole } from '../write-whole.ts'

/** In the system's own units, from the top left of the first display. */
export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

/** More windows than this are not opened again. */
const MAX_WINDOWS = 20
const side = z.int().min(1).max(100_000)
const offset = z.int().min(-100_000).max(100_000)

const windowSchema = z.object({
  /** Where it is when it is neither maximized nor minimized. */
  bounds: z.object({ x: offset, y: offset, width: side, height: side }),
  isMaximized: z.boolean(),
  /** What it shows. */
  place: z.string().regex(PLACE),
})
/** A window as it is opened again with the next start. */
export type KeptWindow = z.infer<typeof windowSchema>

const fileSchema = z.object({ v: z.literal(1), windows: z.array(windowSchema).max(MAX_WINDOWS) })

/**
 * The windows of last time, in the order they were opened; none where that is not known. A file that cannot be read holds nothing that a
 * person would miss, so it is as good as none; the next change writes it anew.
 */
export function readKeptWindows(file: string): KeptWindow[] {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).windows
  } catch {
    return []
  }
}

const writeKeptWindows = (file: string, windows: readonly KeptWindow[]): void =>
  writeWhole(file, `${JSON.stringify({ v: 1, windows: windows.slice(0, MAX_WINDOWS) })}\n`)

/**
 * Writes them with each change. What keeps it from that (a full disk, say) is told once, until it has been written again: a window that is
 * moved would tell it hundreds of times.
 */
export function keptWriter(file: string, report: (error: unknown) => void): (windows: readonly KeptWindow[]) => void {
  let isTold = false
  return (windows) => {
    try {
      writeKeptWindows(file, windows)
      isTold = false
    } catch (error) {
      if (!isTold) report(error)
      isTold = true
    }
  }
}

/** What must be on a display for a person to take hold of a window: a piece of the bar at its top. */
const BAR_HEIGHT = 30
const BAR_WIDTH = 100

export interface Opening {
  /** Null: where the system puts it. */
  position: { x: number; y: number } | null
  width: number
  height: number
}

/**
 * Where a window goes, on displays that may be others than last time (`displays`: their usable parts, the main one first). One that
 * could not be reached goes where the system puts new ones; none is larger than the display it is on.
 */
export function openingOf(wanted: Rectangle, displays: readonly Rectangle[]): Opening {
  const [main = wanted] = displays
  const home = displays.find((display) => isReachable(wanted, display))
  const limits = home ?? main
  return {
    position: home === undefined ? null : { x: wanted.x, y: wanted.y },
    width: Math.min(wanted.width, limits.width),
    height: Math.min(wanted.height, limits.height),
  }
}

function isReachable({ x, y, width }: Rectangle, display: Rectangle): boolean {
  const shown = Math.min(x + width, display.x + display.width) - Math.max(x, display.x)
  return shown >= Math.min(BAR_WIDTH, width) && y >= display.y && y + BAR_HEIGHT <= display.y + display.height
}

/** How far a new window stands from the one it was opened from, so that both are seen. */
const STEP = 32

export const besides = ({ x, y, width, height }: Rectangle): Rectangle => ({ x: x + STEP, y: y + STEP, width, height })
