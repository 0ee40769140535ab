/** What a page did that it should not, seen from outside of it and from a script that runs before its own. */
import type { BrowserContext, Page } from 'playwright'

export interface Misdeeds {
  /** Numbers of payloads whose script ran. */
  ran: string[]
  /** Requests for anything but our own page's files and its icon. */
  requests: string[]
  /** What the policy stopped: an attempt that got as far as a sink. */
  violations: string[]
  navigations: string[]
  windows: string[]
  dialogs: string[]
}

export interface Watch extends Misdeeds {
  /** Takes what the page's own watcher noted; call it before the page is left. */
  collect(page: Page): Promise<void>
}

interface Noted {
  ran: string[]
  violations: string[]
  polluted: string
  title: string
}

/** Runs in every document of the context, before any script of it. */
function keepNotes(): void {
  const notes = { ran: [] as unknown[], violations: [] as string[] }
  Reflect.set(globalThis, 'ran', notes.ran)
  Reflect.set(globalThis, 'violations', notes.violations)
  document.addEventListener('securitypolicyviolation', (event) => {
    notes.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)
  })
}

function readNotes(): Noted {
  const [ran, violations] = ['ran', 'violations'].map((name): string[] =>
    (Reflect.get(globalThis, name) as unknown[]).splice(0).map(String),
  )
  return {
    ran: ran ?? [],
    violations: violations ?? [],
    polluted: String(Reflect.get({}, 'polluted')),
    title: document.title,
  }
}

/** From the next document on. */
export async function watch(context: BrowserContext, page: Page): Promise<Watch> {
  const found: Misdeeds = { ran: [], requests: [], violations: [], navigations: [], windows: [], dialogs: [] }
  const own = new URL(page.url()).origin
  const isOwn = (address: string): boolean =>
    address.startsWith('data:') || new URL(address.replace(/^ws/, 'http')).origin === own.replace(/^ws/, 'http')
  context.on('request', (request) => {
    if (!isOwn(request.url())) found.requests.push(request.url())
  })
  page.on('websocket', (socket) => {
    if (!isOwn(socket.url())) found.requests.push(socket.url())
  })
  page.on('framenavigated', (frame) => {
    // The frame of a rebuilt page comes and goes with what it shows, and never leads on from there.
    const isRebuiltPage = frame.parentFrame() === page.mainFrame() && frame.url().startsWith('data:text/html')
    if (!isRebuiltPage && (frame !== page.mainFrame() || !isOwn(frame.url()))) found.navigations.push(frame.url())
  })
  context.on('page', (opened) => found.windows.push(opened.url()))
  page.on('dialog', (dialog) => {
    found.dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await context.addInitScript(keepNotes)
  return {
    ...found,
    collect: async (of) => {
      const { ran, violations, polluted } = await of.evaluate(readNotes)
      found.ran.push(...ran, ...(polluted === 'undefined' ? [] : [`Object.prototype has ${polluted}`]))
      found.violations.push(...violations)
    },
  }
}
