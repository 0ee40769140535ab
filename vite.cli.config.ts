import path from 'node:path'
import { defineConfig } from 'vite'
import { demoAgent } from './electron.vite.config.ts'

const at = (file: string): string => path.resolve(import.meta.dirname, file)

/** The command line as `npm pack` ships it: bundled, because Node runs no TypeScript inside node_modules. */
export default defineConfig({
  // As in the window's bundle: failpoints are for tests of the sources.
  define: { 'process.env.TRIPTYCH_FAILPOINT': 'undefined' },
  plugins: [demoAgent('out/cli')],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: 'out/cli',
    target: 'node24',
    minify: false,
    rolldownOptions: {
      input: { cli: at('electron/cli.ts'), 'demo/agent': at('electron/agents/demo/agent.ts') },
      // All in one folder: what a module finds beside itself is then found from every chunk.
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})
