/** Builds the programs of `programs.ts`. Apart from it, because a bundler takes longer to load than most tests to run. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'
import { ROOT } from '../../scripts/child.mjs'
import { programBundle } from '../../scripts/program-bundle.mjs'
import { BUILT } from './programs.ts'

const OUT = path.join(ROOT, 'out')
const NAME = 'test-programs-'

/** What killed test runs left behind: folders of processes that are gone, or that bear no process at all. */
export function removeLeftovers(out: string, isAlive: (pid: number) => boolean): void {
  for (const name of readdirSync(out).filter((each) => each.startsWith(NAME))) {
    const pid = Number(/^(\d+)-/.exec(name.slice(NAME.length))?.[1] ?? 0)
    if (pid === 0 || !isAlive(pid)) rmSync(path.join(out, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another user's process lives.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * Builds them, for this process's children and workers; which find them through the environment. Returns what removes
 * them. The folder lies as deep as `electron/cli` does, so that the built window is found from it, too.
 */
export async function buildPrograms(): Promise<() => void> {
  mkdirSync(OUT, { recursive: true })
  removeLeftovers(OUT, isAlive)
  const folder = mkdtempSync(path.join(OUT, `${NAME}${process.pid}-`))
  const bundle = programBundle(ROOT, folder, { 'command-line': 'cli.ts', demo: 'demo.ts' })
  await build({ ...bundle, configFile: false, logLevel: 'error' })
  // Shared with the demo, the command line is not the main module of its own bundle.
  writeFileSync(path.join(folder, 'cli.js'), `import { runAsProgram } from './command-line.js'\nawait runAsProgram()\n`)
  process.env[BUILT] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

/** For vitest: once before all files of a project. A folder that the environment names already is used, an empty name means the sources. */
export const setup = async (): Promise<(() => void) | undefined> =>
  process.env[BUILT] === undefined ? buildPrograms() : undefined
