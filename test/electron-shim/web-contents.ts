import { EventEmitter } from 'node:events'
import { z } from 'zod'
import type { Protocol } from '../../node_modules/playwright-core/types/protocol.d.ts'
import type { Session } from './chromium.ts'
import { checkClonable } from './clonable.ts'
import { handleInvoke } from './ipc-main.ts'
import { type PageScripts, PRELOAD_WORLD, pageScripts } from './page-scripts.ts'
import { chromium, PreventableEvent, refused } from './runtime.ts'
import { fromChromium, serveScheme, toChromium } from './schemes.ts'
import { grantedPermissions } from './session.ts'

export interface PageOptions {
  width: number
  height: number
  preload: string
  /** The first frame with something to see. */
  onPainted: () => void
}

const fromPreloadSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('invoke'), id: z.number(), channel: z.string(), args: z.array(z.unknown()) }),
  z.object({ kind: z.literal('open'), url: z.string() }),
  z.object({
    kind: z.literal('context_menu'),
    x: z.number(),
    y: z.number(),
    linkURL: z.string(),
    selectionText: z.string(),
    isEditable: z.boolean(),
  }),
  z.object({ kind: z.literal('preload_error'), message: z.string() }),
])

/** As Electron tells it, as far as it is imitated. */
function clickedOf(told: { linkURL: string; selectionText: string; isEditable: boolean; x: number; y: number }) {
  const [canCopy, canChange] = [told.selectionText !== '', told.isEditable]
  const editFlags = { canCut: canChange && canCopy, canCopy, canPaste: canChange, canSelectAll: true }
  return { ...told, linkURL: fromChromium(told.linkURL), editFlags }
}

type OpenHandler = (details: { url: string }) => { action: string }

/** One page of Chromium, as the main process of Electron sees it. */
export class WebContents extends EventEmitter {
  readonly mainFrame = { url: '' }
  readonly #options: PageOptions
  readonly #scripts: PageScripts
  readonly #opened: Promise<{ page: Session; targetId: string; frameId: string }>
  #preloadContext: string | null = null
  #ownNavigation = false
  #destroyed = false
  #crashed = false
  #loading: PromiseWithResolvers<void> | null = null
  #openHandler: OpenHandler = () => ({ action: 'allow' })

  constructor(options: PageOptions) {
    super()
    this.#options = options
    this.#scripts = pageScripts(options.preload)
    this.#opened = this.#open()
  }

  getURL(): string {
    return this.mainFrame.url
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  /** Messages to a page that has no preload yet, or not any more, are lost, as in Electron. */
  send(channel: string, ...args: unknown[]): void {
    checkClonable(args)
    void this.#opened.then(({ page }) => this.#tellPreload(page, { kind: 'message', channel, args }))
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  async loadURL(url: string): Promise<void> {
    const { page } = await this.#opened
    this.#ownNavigation = true
    this.#loading?.reject(Object.assign(new Error(`ERR_ABORTED (-3) loading '${url}'`), { code: 'ERR_ABORTED' }))
    const loading = Promise.withResolvers<void>()
    this.#loading = loading
    const { errorText, loaderId } = await page.send('Page.navigate', { url: toChromium(url) })
    if (errorText) throw new Error(`${errorText} loading '${url}'`)
    // Without a loader it is a navigation inside the page, and has happened already.
    if (loaderId === undefined) {
      this.#ownNavigation = false
      this.#loading = null
    } else await loading.promise
  }

  /** A page that crashed has no document left that could load itself anew. */
  reload(): void {
    this.#ownNavigation = true
    void this.#opened.then(({ page }) =>
      this.#crashed
        ? page.send('Page.navigate', { url: toChromium(this.mainFrame.url) })
        : page.send('Page.reload', { ignoreCache: false }),
    )
  }

  forcefullyCrashRenderer(): void {
    // Nobody is left to answer.
    void this.#opened.then(({ page }) => Promise.allSettled([page.send('Page.crash')]))
  }

  /** The shim's own: a person drops a file or folder in the middle of the page. */
  async drop(file: string): Promise<void> {
    const { page } = await this.#opened
    await this.#tellPreload(page, { kind: 'dropped', file })
    const { width, height } = this.#options
    const data = { items: [], files: [file], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await page.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data })
    }
  }

  /** The shim's own: what a person reads; tests have no other way to a page that crashed once. */
  async text(): Promise<string> {
    const { page } = await this.#opened
    const { result } = await page.send('Runtime.evaluate', { expression: 'document.body.innerText' })
    return String(result.value ?? '')
  }

  /** The window is gone; a page that is still loading never arrives. */
  discard(): void {
    this.#destroyed = true
    this.#loading?.reject(new Error('ERR_FAILED'))
    this.emit('destroyed')
    void this.#opened.then(({ targetId }) => Promise.allSettled([chromium().send('Target.closeTarget', { targetId })]))
  }

  async #open() {
    const { width, height } = this.#options
    const browser = chromium()
    await browser.send('Browser.grantPermissions', { permissions: grantedPermissions(this) })
    const { targetId } = await browser.send('Target.createTarget', {
      url: 'about:blank',
      width,
      height,
      newWindow: true,
    })
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true })
    const page = browser.session(sessionId)
    const { frameTree } = await page.send('Page.getFrameTree')
    this.#listen(page, frameTree.frame.id)
    const { page: pageSource, preload, binding } = this.#scripts
    await Promise.all([
      page.send('Page.enable'),
      page.send('Inspector.enable'),
      page.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      page.send('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Request' }] }),
      page.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false }),
      page.send('Runtime.addBinding', { name: binding, executionContextName: PRELOAD_WORLD }),
      page.send('Page.addScriptToEvaluateOnNewDocument', { source: pageSource }),
      page.send('Page.addScriptToEvaluateOnNewDocument', { source: preload, worldName: PRELOAD_WORLD }),
    ])
    await page.send('Runtime.enable')
    return { page, targetId, frameId: frameTree.frame.id }
  }

  #listen(page: Session, frameId: string): void {
    page.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === PRELOAD_WORLD && context.auxData?.['frameId'] === frameId) {
        this.#preloadContext = context.uniqueId
      }
    })
    page.on('Runtime.executionContextsCleared', () => {
      this.#preloadContext = null
    })
    page.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === this.#scripts.binding) this.#fromPreload(page, JSON.parse(payload))
    })
    page.on('Inspector.targetCrashed', () => {
      this.#crashed = true
      this.#preloadContext = null
      this.emit('render-process-gone', new PreventableEvent(), { reason: 'crashed', exitCode: 5 })
    })
    page.on('Page.frameNavigated', ({ frame }) => {
      if (frame.id !== frameId) return
      this.#crashed = false
      // What comes after `#` is told apart.
      this.mainFrame.url = fromChromium(`${frame.url}${frame.urlFragment ?? ''}`)
      this.emit('did-navigate', new PreventableEvent(this.mainFrame.url), this.mainFrame.url)
    })
    page.on('Page.navigatedWithinDocument', (event) => {
      if (event.frameId !== frameId) return
      this.mainFrame.url = fromChromium(event.url)
      this.emit('did-navigate-in-page', new PreventableEvent(this.mainFrame.url), this.mainFrame.url, true)
    })
    page.on('Page.lifecycleEvent', (event) => {
      if (event.frameId !== frameId || this.mainFrame.url === '') return
      if (event.name === 'firstPaint') this.#options.onPainted()
    })
    page.on('Page.loadEventFired', () => {
      if (this.mainFrame.url === '') return
      this.#options.onPainted()
      this.emit('did-finish-load', new PreventableEvent())
      this.#loading?.resolve()
    })
    page.on('Fetch.requestPaused', (request) => {
      // A request of a page that is being closed has nobody left to answer.
      void Promise.allSettled([this.#answerRequest(page, frameId, request)])
    })
  }

  async #answerRequest(page: Session, frameId: string, paused: Protocol.Events['Fetch.requestPaused']): Promise<void> {
    const { requestId, request } = paused
    const url = fromChromium(request.url)
    const isMainDocument = paused.resourceType === 'Document' && paused.frameId === frameId
    if (isMainDocument && !this.#ownNavigation && this.#isNavigationRefused(url, paused.redirectedRequestId)) {
      await page.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
      return
    }
    if (isMainDocument) this.#ownNavigation = false
    const response = await serveScheme(new Request(url, { method: request.method, headers: request.headers }))
    if (response === null) {
      // No test reaches beyond this machine.
      await page.send('Fetch.failRequest', { requestId, errorReason: 'AddressUnreachable' })
      return
    }
    await page.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    })
  }

  #isNavigationRefused(url: string, redirectedFrom: string | undefined): boolean {
    const event = new PreventableEvent(url)
    this.emit(redirectedFrom === undefined ? 'will-navigate' : 'will-redirect', event, url)
    if (event.defaultPrevented) refused.navigations.push(url)
    return event.defaultPrevented
  }

  #fromPreload(page: Session, raw: unknown): void {
    const message = fromPreloadSchema.parse(raw)
    if (message.kind === 'preload_error') {
      refused.preloadErrors.push(message.message)
      console.error('Unable to load preload script:', message.message)
    } else if (message.kind === 'open') this.#openedByPage(fromChromium(message.url))
    else if (message.kind === 'context_menu') this.emit('context-menu', new PreventableEvent(), clickedOf(message))
    else void this.#answerInvoke(page, message)
  }

  #openedByPage(url: string): void {
    if (this.#openHandler({ url }).action === 'deny') refused.windows.push(url)
    else throw new Error(`electron shim: windows opened by a page are not supported (${url} was allowed)`)
  }

  async #answerInvoke(page: Session, call: { id: number; channel: string; args: unknown[] }): Promise<void> {
    const event = { sender: this, senderFrame: this.mainFrame }
    const answer = await handleInvoke(call.channel, event, call.args).then(
      (value) => {
        checkClonable(value)
        return { kind: 'answer', id: call.id, ok: true, value }
      },
      (error: unknown) => ({ kind: 'answer', id: call.id, ok: false, value: String(error) }),
    )
    await this.#tellPreload(page, answer)
  }

  async #tellPreload(page: Session, message: object): Promise<void> {
    if (this.#preloadContext === null) return
    const expression = `${this.#scripts.receiver}(${JSON.stringify(JSON.stringify(message))})`
    const evaluation = page.send('Runtime.evaluate', { expression, uniqueContextId: this.#preloadContext })
    // The page may have gone on meanwhile, as in Electron: then nobody waits for it.
    await Promise.allSettled([evaluation])
  }
}
