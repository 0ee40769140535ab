import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { type ProcessEntry, readProcessTable } from './process-table.ts'
import { type EndedTree, endTree } from './tree.ts'

/**
 * The markers of living children, one small file each in `<home>/children/`, so that the next owner of the data folder can end
 * what a killed one left behind. A file is there before its child is started and goes only when the child's tree is gone.
 */
export interface ChildMarkers {
  /** A fresh marker, recorded. */
  open(): string
  /** The tree is gone. */
  close(marker: string): void
  /** Ends what earlier owners left behind; call it as the owner of the data folder. Nothing without a recorded marker is touched. */
  sweepLeftovers(termGraceMs?: number): Promise<EndedTree>
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const recordSchema = z.object({ ownerPid: z.int(), ownerStartStamp: z.string() })
type OwnerRecord = z.infer<typeof recordSchema>

/** `cut`: by a crash, so that its owner is certainly gone. `gone`: another process has ended its child meanwhile. */
function readRecord(file: string): OwnerRecord | 'cut' | 'gone' {
  try {
    const text = readFileSync(file, 'utf8')
    return text.endsWith('}\n') ? recordSchema.parse(JSON.parse(text)) : 'cut'
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'gone'
    throw error
  }
}

export async function createChildMarkers(folder: string): Promise<ChildMarkers> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const self = (await readProcessTable()).find((entry) => entry.pid === process.pid)
  const owner: OwnerRecord = { ownerPid: process.pid, ownerStartStamp: self?.startStamp ?? '' }
  const fileOf = (marker: string): string => path.join(folder, marker)

  const isLeftover = (marker: string, table: readonly ProcessEntry[]): boolean => {
    const record = readRecord(fileOf(marker))
    if (record === 'cut' || record === 'gone') return record === 'cut'
    return !table.some((entry) => entry.pid === record.ownerPid && entry.startStamp === record.ownerStartStamp)
  }
  const close = (marker: string): void => rmSync(fileOf(marker), { force: true })

  return {
    open() {
      const marker = randomUUID()
      writeFileSync(fileOf(marker), `${JSON.stringify(owner)}\n`, { mode: 0o600, flag: 'wx' })
      return marker
    },
    close,
    async sweepLeftovers(termGraceMs) {
      const table = await readProcessTable()
      const total: EndedTree = { ended: [], left: [] }
      for (const marker of readdirSync(folder).filter((name) => UUID.test(name) && isLeftover(name, table))) {
        const { ended, left } = await endTree({ marker, root: null }, termGraceMs === undefined ? {} : { termGraceMs })
        total.ended.push(...ended)
        total.left.push(...left)
        if (left.length === 0) close(marker)
      }
      return total
    },
  }
}
