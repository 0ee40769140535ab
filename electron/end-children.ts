import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { endTree } from './process/tree.ts'

/** As process/child-markers.ts writes it. */
const recordSchema = z.object({ ownerPid: z.int() })

/**
 * Ends every child that this process started for the data folder, and all they started, without a grace period. Their markers stay,
 * and the next owner of the folder sweeps them.
 */
export async function endChildren(home: string, ownPid: number = process.pid): Promise<void> {
  const folder = path.join(home, 'children')
  if (!existsSync(folder)) return
  const markers = readdirSync(folder).filter((marker) => ownerOf(path.join(folder, marker)) === ownPid)
  await Promise.all(markers.map((marker) => endTree({ marker, root: null }, { termGraceMs: 0 })))
}

/** Null where the record is gone or cut short: the child ended, or was never started. */
function ownerOf(file: string): number | null {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return text.endsWith('}\n') ? recordSchema.parse(JSON.parse(text)).ownerPid : null
}
