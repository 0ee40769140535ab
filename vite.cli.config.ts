import { defineConfig } from 'vite'
import { programBundle } from './scripts/program-bundle.mjs'

/** The command line as `npm pack` ships it: bundled, because Node runs no TypeScript inside node_modules. */
export default defineConfig({
  ...programBundle(import.meta.dirname, 'out/cli', { cli: 'cli.ts' }),
  // As in the window's bundle: failpoints are for tests of the sources.
  define: { 'process.env.TRIPTYCH_FAILPOINT': 'undefined' },
})
