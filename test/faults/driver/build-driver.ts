import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { build, type Plugin } from 'vite'
import type { Command } from './chain.ts'

/** The drivers of agents and MCP servers are replaced in the driver of runs; what they bring along would take half of its start. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'electron/agents/agents.ts': 'export const createAgents = () => ({})',
  'electron/agents/mcp-servers.ts': 'export const createMcpServers = () => ({})',
}

const leaveOut: Plugin = {
  name: 'leave-out',
  load: (id) => Object.entries(LEFT_OUT).find(([file]) => id.endsWith(`/${file}`))?.[1] ?? null,
}

/** Modules of Node that cannot lie in a start-up snapshot: each life asks for them when it first uses them. By what the driver uses. */
const ASKED_LATE: Readonly<Record<string, string>> = {
  'node:sqlite': `
    const real = () => process.getBuiltinModule('node:sqlite')
    export function DatabaseSync(...values) { return new (real().DatabaseSync)(...values) }
    export const backup = (...values) => real().backup(...values)`,
  'node:worker_threads': `
    export function Worker(...values) { return new (process.getBuiltinModule('node:worker_threads').Worker)(...values) }`,
}

const askLate: Plugin = {
  name: 'ask-late',
  enforce: 'pre',
  resolveId: (id) => (id in ASKED_LATE ? `\0${id}` : null),
  load: (id) => ASKED_LATE[id.slice(1)] ?? null,
}

/**
 * What starts the driver; a folder and a scenario follow. The driver and all that it uses lie in a start-up snapshot of Node in `folder`: it is
 * started thousands of times, and loading its modules would take more than half of a life.
 */
export async function buildDriver(folder: string): Promise<Command> {
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    plugins: [leaveOut, askLate],
    ssr: { noExternal: true },
    build: {
      ssr: path.join(import.meta.dirname, 'driver.ts'),
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      // As a module it would load all of what Node's own modules could ever need.
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'driver.cjs', codeSplitting: false } },
    },
  })
  const snapshot = path.join(folder, 'driver.blob')
  const args = ['--snapshot-blob', snapshot, '--build-snapshot', path.join(folder, 'driver.cjs')]
  await promisify(execFile)(process.execPath, args, { env: {} })
  return [process.execPath, '--snapshot-blob', snapshot, 'driver']
}
