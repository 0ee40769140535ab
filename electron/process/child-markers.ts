import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { type ProcessEntry, readOwnStamp, readProcessTable } from './process-table.ts'
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

/** Who was killed stays in the table until the kernel has let go of all it held; the lock on the data folder may be free before. */
const DYING_MS = 500

export async function createChildMarkers(folder: string): Promise<ChildMarkers> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const owner: OwnerRecord = { ownerPid: process.pid, ownerStartStamp: await readOwnStamp() }
  const fileOf = (marker: string): string => path.join(folder, marker)

  const standingOf = (marker: string, table: readonly ProcessEntry[]): 'leftover' | 'alive' | 'ours' | 'gone' => {
    const record = readRecord(fileOf(marker))
    if (record === 'cut') return 'leftover'
    if (record === 'gone') return 'gone'
    const { ownerPid, ownerStartStamp } = record
    if (ownerPid === owner.ownerPid && ownerStartStamp === owner.ownerStartStamp) return 'ours'
    return table.some(({ pid, startStamp }) => pid === ownerPid && startStamp === ownerStartStamp)
      ? 'alive'
      : 'leftover'
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
      const recorded = readdirSync(folder).filter((name) => UUID.test(name))
      if (recorded.length === 0) return { ended: [], left: [] }
      let table = await readProcessTable()
      if (recorded.some((marker) => standingOf(marker, table) === 'alive')) {
        await sleep(DYING_MS)
        table = await readProcessTable()
      }
      const total: EndedTree = { ended: [], left: [] }
      for (const marker of recorded.filter((marker) => standingOf(marker, table) === 'leftover')) {
        const { ended, left } = await endTree({ marker, root: null }, termGraceMs === undefined ? {} : { termGraceMs })
        total.ended.push(...ended)
        total.left.push(...left)
        if (left.length === 0) close(marker)
      }
      return total
    },
  }
}
