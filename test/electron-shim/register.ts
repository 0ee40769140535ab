/** `node --import ./test/electron-shim/register.ts out/main/main.js`: `electron` is the shim, and it starts after the entry point. */
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { z } from 'zod'

const shim = new URL('./electron.ts', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: shim, shortCircuit: true } : next(specifier, context),
})

const manifest = new URL('../../node_modules/electron/package.json', import.meta.url)
const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(manifest, 'utf8')))
Object.defineProperty(process, 'versions', { value: Object.freeze({ ...process.versions, electron: version }) })
// Another system's customs, as far as Electron has them: everything below Electron stays what it is here.
const platform = process.env['ELECTRON_SHIM_PLATFORM']
if (platform !== undefined) Object.defineProperty(process, 'platform', { value: platform })
const resources = process.env['ELECTRON_SHIM_RESOURCES']
if (resources !== undefined) Object.defineProperty(process, 'resourcesPath', { value: resources })

const { startApp } = await import('./app.ts')
const { listenToDriver } = await import('./steering.ts')
setImmediate(() => {
  startApp().then(listenToDriver, (error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})
