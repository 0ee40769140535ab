import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'
import { hasCode } from './git/disk.ts'

/** Bytes of all files below a folder, or of the file; links are not followed. What disappears or cannot be read or reached meanwhile counts nothing. */
export async function folderSize(place: string): Promise<number> {
  try {
    const stats = await lstat(place)
    if (!stats.isDirectory()) return stats.size
    let total = 0
    for (const name of await readdir(place)) total += await folderSize(path.join(place, name))
    return total
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ENAMETOOLONG')) return 0
    throw error
  }
}
