import { randomFillSync } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statfsSync, writeSync } from 'node:fs'
import path from 'node:path'

/**
 * A file in the data folder that only takes room: where the disk is full it is given up, so that why the runs are paused can still be
 * saved. Recording a pause takes a few dozen pages of 4 KiB; the rest is for what others write meanwhile.
 */
export interface Ballast {
  /** Gives the room up; false: there was none to give. */
  release(): boolean
  /** Made if it is missing and the disk has room to spare; false: it has none. Throws what the disk says; nothing is left then. */
  make(): boolean
}

export const BALLAST_BYTES = 4 * 1024 * 1024
/** Twice: making it must not be what fills the disk. */
const ROOM_NEEDED_BYTES = 2 * BALLAST_BYTES
const PIECE_BYTES = 64 * 1024

export const ballastFile = (home: string): string => path.join(home, 'ballast')

export function openBallast(home: string): Ballast {
  const file = ballastFile(home)
  return {
    release: () => {
      if (!existsSync(file)) return false
      rmSync(file)
      return true
    },
    make: () => {
      if (existsSync(file)) return true
      const { bavail, bsize } = statfsSync(home)
      if (bavail * bsize < ROOM_NEEDED_BYTES) return false
      write(file)
      return true
    },
  }
}

/** Random bytes: a file system that compresses, or that keeps no zeros, would reserve nothing for others. */
function write(file: string): void {
  const partial = `${file}.${process.pid}`
  try {
    const descriptor = openSync(partial, 'w', 0o600)
    try {
      const piece = new Uint8Array(PIECE_BYTES)
      for (let written = 0; written < BALLAST_BYTES; written += PIECE_BYTES) {
        writeSync(descriptor, randomFillSync(piece))
      }
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(partial, file)
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
}
