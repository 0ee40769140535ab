import { realpath } from 'node:fs/promises'
import path from 'node:path'

/** A path without symbolic links, as far as it exists: the missing end is kept as it is. */
export async function realPathOf(absolute: string): Promise<string> {
  try {
    return await realpath(absolute)
  } catch (error) {
    const parent = path.dirname(absolute)
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code !== 'ENOENT' || parent === absolute) return absolute
    return path.join(await realPathOf(parent), path.basename(absolute))
  }
}
