import { createHash } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const POLL_MS = 200

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * The process that holds the lock; null where there is no lock, or one of a process that died.
 * @param {string} file
 */
function holderOf(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    return pid > 0 && isAlive(pid) ? pid : null
  } catch {
    // Gone since we looked.
    return null
  }
}

/** @param {string} file */
function take(file) {
  // Linked, not written in place: nobody may see the lock without its holder.
  const own = `${file}.${process.pid}`
  writeFileSync(own, String(process.pid))
  try {
    linkSync(own, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(own, { force: true })
  }
}

/**
 * One installation of a folder at a time: two commands in a fresh clone, or one whose terminal was closed and that still goes on.
 * @template T
 * @param {string} folder
 * @param {{ onWait: (pid: number) => void, work: () => Promise<T> }} options
 * @returns {Promise<T>}
 */
export async function alone(folder, { onWait, work }) {
  const name = createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 16)
  // The tests' temporary folder is theirs alone.
  const file = path.join(process.env['TRIPTYCH_INSTALL_LOCKS'] ?? os.tmpdir(), `triptych-install-${name}.lock`)
  let told = false
  while (!take(file)) {
    const holder = holderOf(file)
    if (holder === null) rmSync(file, { force: true })
    else {
      if (!told) onWait(holder)
      told = true
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    }
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}
