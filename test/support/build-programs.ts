/** Builds the programs of `programs.ts`. Apart from it, because a bundler takes longer to load than most tests to run. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'
import { BUILT } from './programs.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const ELECTRON = path.join(ROOT, 'electron')

/**
 * Builds them, for this process's children and workers; which find them through the environment. Returns what removes
 * them. The folder lies as deep as `electron/cli` does, so that the built window is found from it, too.
 */
export async function buildPrograms(): Promise<() => void> {
  mkdirSync(path.join(ROOT, 'out'), { recursive: true })
  const folder = mkdtempSync(path.join(ROOT, 'out', 'test-programs-'))
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: {
          'command-line': path.join(ELECTRON, 'cli.ts'),
          demo: path.join(ELECTRON, 'demo.ts'),
          'demo/agent': path.join(ELECTRON, 'agents/demo/agent.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
  // Shared with the demo, the command line is not the main module of its own bundle.
  writeFileSync(path.join(folder, 'cli.js'), `import { runAsProgram } from './command-line.js'\nawait runAsProgram()\n`)
  // What modules find beside themselves.
  for (const place of [folder, path.join(folder, 'demo')]) {
    cpSync(path.join(ELECTRON, 'agents/demo/sample.json'), path.join(place, 'sample.json'))
    cpSync(path.join(ELECTRON, 'agents/demo/sample'), path.join(place, 'sample'), { recursive: true })
  }
  process.env[BUILT] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

/** For vitest: once before all files of a project. A folder that the environment names already is used, an empty name means the sources. */
export const setup = async (): Promise<(() => void) | undefined> =>
  process.env[BUILT] === undefined ? buildPrograms() : undefined
