import path from 'node:path'
import { build } from 'vite'

/** The driver and all that it uses as one file, which starts three times as fast as the sources do. Its path. */
export async function buildDriver(folder: string): Promise<string> {
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: path.join(import.meta.dirname, 'driver.ts'),
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'driver.mjs', codeSplitting: false } },
    },
  })
  return path.join(folder, 'driver.mjs')
}
