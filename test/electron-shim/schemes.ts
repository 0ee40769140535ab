import { app } from './app.ts'
import { strict } from './runtime.ts'

/** Chromium knows no scheme of ours: `app://host/x` is `https://host.app.shim.invalid/x` there, and is mapped back everywhere. */
const SHIM_HOST = /^https:\/\/([^/]*)\.([a-z][a-z0-9+-]*)\.shim\.invalid(?=[/?#]|$)/
const CUSTOM = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/

type Handler = (request: Request) => Response | Promise<Response>
const secureSchemes = new Set<string>()
const handlers = new Map<string, Handler>()

export const toChromium = (url: string): string =>
  url.replace(CUSTOM, (all, scheme: string, host: string) =>
    handlers.has(scheme) ? `https://${host}.${scheme}.shim.invalid` : all,
  )
export const fromChromium = (url: string): string =>
  url.replace(SHIM_HOST, (_all, host: string, scheme: string) => `${scheme}://${host}`)

/** The response of the scheme's handler; null for schemes without one. */
export async function serveScheme(request: Request): Promise<Response | null> {
  return (await handlers.get(new URL(request.url).protocol.slice(0, -1))?.(request)) ?? null
}

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged: (list: { scheme: string; privileges?: { secure?: boolean } }[]) => {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme, privileges } of list) if (privileges?.secure) secureSchemes.add(scheme)
  },
  handle: (scheme: string, handler: Handler) => {
    if (!app.isReady()) throw new Error('protocol.handle cannot be called before app is ready')
    if (handlers.has(scheme)) throw new Error(`The scheme '${scheme}' is already handled`)
    if (!secureSchemes.has(scheme)) throw new Error(`electron shim: only secure schemes are supported, not ${scheme}`)
    handlers.set(scheme, handler)
  },
})
