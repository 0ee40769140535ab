import { z } from 'zod'
import { app } from './app.ts'
import { refused, runtime } from './runtime.ts'

/** What a test asks the main process over its process channel. */
export const askSchema = z.object({ id: z.number(), ask: z.enum(['state', 'close_window', 'quit']) })
export type Ask = z.infer<typeof askSchema>

export const stateSchema = z.object({
  windows: z.array(z.object({ url: z.string(), visible: z.boolean() })),
  refused: z.object({
    navigations: z.array(z.string()),
    windows: z.array(z.string()),
    preloadErrors: z.array(z.string()),
  }),
})
export type MainState = z.infer<typeof stateSchema>

export const tellSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), address: z.string() }),
  z.object({ kind: z.literal('answer'), id: z.number(), state: stateSchema }),
])

function state(): MainState {
  const windows = [...runtime.windows.values()]
  return {
    windows: windows.map((window) => ({ url: window.webContents.getURL(), visible: window.isVisible() })),
    refused,
  }
}

/** `address`: where Playwright connects to the same browser. */
export function listenToDriver(address: string): void {
  process.on('message', (raw) => {
    const { id, ask } = askSchema.parse(raw)
    process.send?.({ kind: 'answer', id, state: state() })
    if (ask === 'quit') app.quit()
    else if (ask === 'close_window') for (const window of runtime.windows.values()) window.close()
  })
  process.send?.({ kind: 'ready', address })
}
