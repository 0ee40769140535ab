import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const startSchema = z.object({ argv: z.array(z.string()), cwd: z.string() })

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Whose lock it is; null: nobody's that lives. */
function ownerOf(lock: string): number | null {
  try {
    const pid = Number(readFileSync(lock, 'utf8'))
    return isAlive(pid) ? pid : null
  } catch {
    return null
  }
}

/**
 * True for the first process of a folder: it hears of the others from then on. They leave their arguments, and get false. A killed owner
 * leaves a lock that counts no more.
 */
export function takeInstanceLock(folder: string, onSecond: (argv: string[], cwd: string) => void): boolean {
  mkdirSync(folder, { recursive: true })
  const lock = path.join(folder, 'lock')
  if (ownerOf(lock) !== null) {
    const file = path.join(folder, randomUUID())
    writeFileSync(`${file}.new`, JSON.stringify({ argv: process.argv, cwd: process.cwd() }))
    renameSync(`${file}.new`, `${file}.start`)
    return false
  }
  writeFileSync(lock, String(process.pid))
  const hear = (): void => {
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.start'))) {
      const file = path.join(folder, name)
      const { argv, cwd } = startSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
      rmSync(file)
      onSecond(argv, cwd)
    }
  }
  const watcher = watch(folder, hear)
  watcher.unref()
  return true
}

/** Others may take its place from now on. */
export const releaseInstanceLock = (folder: string): void => rmSync(path.join(folder, 'lock'), { force: true })
