/** A display that nobody sits in front of (Xvfb), and what is on it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Image } from '../pictures/png.ts'

const XVFB = '/usr/bin/Xvfb'
/** The window and some of what is behind it: nobody moves it from where it opens. */
const SIZE = '1460x920x24'

export interface VirtualDisplay {
  /** For `DISPLAY`. */
  name: string
  picture(): Image
  close(): Promise<void>
}

/** Why there can be none here; null if there can. */
export const noVirtualDisplay = (): string | null => (existsSync(XVFB) ? null : 'Xvfb is not installed')

export async function openVirtualDisplay(): Promise<VirtualDisplay> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'triptych-display-'))
  const args = ['-displayfd', '3', '-screen', '0', SIZE, '-nolisten', 'tcp', '-fbdir', folder]
  const child = spawn(XVFB, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    name: `:${await displayNumber(child)}`,
    picture: () => decodeXwd(readFileSync(path.join(folder, 'Xvfb_screen0'))),
    close: async () => {
      child.kill()
      await exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** It picks a free one itself, and tells it once it can be used. */
function displayNumber(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)))
    let said = ''
    child.stdio[3]?.on('data', (text) => {
      said += String(text)
      const number = /^(\d+)\n/.exec(said)?.[1]
      if (number !== undefined) resolve(number)
    })
  })
}

/** The X window dump that Xvfb keeps of its screen: 32 bits for each pixel, blue first. Throws for any other. */
export function decodeXwd(file: Buffer): Image {
  const field = (index: number): number => file.readUInt32BE(index * 4)
  const [headerSize, width, height, byteOrder] = [field(0), field(4), field(5), field(7)]
  const [bitsPerPixel, bytesPerLine, colours] = [field(11), field(12), field(19)]
  if (bitsPerPixel !== 32 || byteOrder !== 0) throw new Error('This kind of screen is not read')
  const rgb = new Uint8Array(width * height * 3)
  // Each entry of the table of colours, which such screens do not use, is 12 bytes.
  const begin = headerSize + colours * 12
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = begin + y * bytesPerLine + x * 4
      const to = (y * width + x) * 3
      rgb[to] = file[from + 2] ?? 0
      rgb[to + 1] = file[from + 1] ?? 0
      rgb[to + 2] = file[from] ?? 0
    }
  }
  return { width, height, rgb }
}

/** How many different colours there are: an empty screen has one, a page with text hundreds. */
export function coloursOf({ rgb }: Image): number {
  const seen = new Set<number>()
  for (let at = 0; at < rgb.length; at += 3) {
    seen.add(((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0))
  }
  return seen.size
}
