import path from 'node:path'
import { build, type Plugin } from 'vite'

/** The drivers of agents and MCP servers are replaced in the driver of runs; what they bring along would take half of its start. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'electron/agents/agents.ts': 'export const createAgents = () => ({})',
  'electron/agents/mcp-servers.ts': 'export const createMcpServers = () => ({})',
}

const leaveOut: Plugin = {
  name: 'leave-out',
  load: (id) => Object.entries(LEFT_OUT).find(([file]) => id.endsWith(`/${file}`))?.[1] ?? null,
}

/** The driver and all that it uses as one file, which starts several times as fast as the sources do. Its path. */
export async function buildDriver(folder: string): Promise<string> {
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    plugins: [leaveOut],
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
  return path.join(folder, 'driver.cjs')
}
