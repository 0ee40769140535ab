import path from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { demoAgent } from './scripts/program-bundle.mjs'

const at = (file: string): string => path.resolve(import.meta.dirname, file)

export default defineConfig({
  main: {
    // Failpoints are for tests of the sources: no built window can be killed by a variable.
    define: { 'process.env.TRIPTYCH_FAILPOINT': 'undefined' },
    plugins: [demoAgent()],
    build: {
      outDir: 'out/main',
      sourcemap: true,
      rolldownOptions: {
        input: { main: at('electron/main.ts'), 'demo/agent': at('electron/agents/demo/agent.ts') },
        output: {
          // It is judged by its name: the one file besides main that knows Electron.
          chunkFileNames: ({ facadeModuleId }) =>
            facadeModuleId?.includes('/electron-updater/') ? 'electron-updater.js' : '[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload must be one CommonJS file.
      rolldownOptions: {
        input: { preload: at('electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react({ jsxImportSource: '#jsx' }), tailwindcss()],
    worker: { format: 'es' },
    build: {
      outDir: 'out/renderer',
      minify: true,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: at('renderer/index.html') },
    },
  },
})
