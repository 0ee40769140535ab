import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What is still held, once everything that nobody needs any more is gone. */
export function heldBytes(): number {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect !== 'function') throw new Error('This Node.js cannot be asked to collect its garbage.')
  // The second round takes what the first one only let go of.
  for (let round = 0; round < 2; round++) collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
