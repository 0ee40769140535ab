import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { node24, ROOT, runInherited } from './child.mjs'
import { say } from './say.mjs'

const SOURCES = [
  ...['electron', 'renderer', 'shared', 'package.json', 'package-lock.json', 'electron.vite.config.ts'],
  'scripts/program-bundle.mjs',
]
const STAMP = path.join(ROOT, 'out', '.built')

/**
 * Newest change in milliseconds of a file, or of anything in a folder, the folder's own list of names included.
 * @param {string} file
 * @returns {number}
 */
export function newestChangeMs(file) {
  const stat = statSync(file)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(file).map((name) => newestChangeMs(path.join(file, name))))
}

function isUpToDate() {
  if (!existsSync(STAMP)) return false
  return statSync(STAMP).mtimeMs > Math.max(...SOURCES.map((name) => newestChangeMs(path.join(ROOT, name))))
}

/**
 * The bundles of main, preload and renderer in `out/`.
 * @param {{ force: boolean }} options
 */
export async function buildIfNewer({ force }) {
  if (!force && isUpToDate()) return true
  say("Building the desktop window's bundles (electron-vite).")
  rmSync(STAMP, { force: true })
  const tool = path.join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js')
  const code = await runInherited(node24(), [tool, 'build', '--logLevel', 'warn'], { output: 'as_errors' })
  if (code !== 0) return false
  writeFileSync(STAMP, '')
  return true
}

/** The command line in `out/cli/`, for the package of `npm pack` alone: in a clone it runs unbuilt. */
export async function buildCommandLine() {
  const tool = path.join(ROOT, 'node_modules/vite/bin/vite.js')
  const args = ['build', '--config', 'vite.cli.config.ts', '--logLevel', 'warn']
  return (await runInherited(node24(), [tool, ...args], { output: 'as_errors' })) === 0
}
