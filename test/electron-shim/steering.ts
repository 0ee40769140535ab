import { z } from 'zod'
import { app } from './app.ts'
import { powerMonitor } from './machine.ts'
import { desktop, note, type OpenWindow, PreventableEvent, refused, runtime } from './runtime.ts'

const boundsSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })

/** What the system tells of a window. */
export const windowEventSchema = z.enum(['unresponsive', 'responsive', 'session-end'])
export type WindowEvent = z.infer<typeof windowEventSchema>
/** What it tells of the machine: it woke, or is about to end. */
export const powerEventSchema = z.enum(['resume', 'shutdown'])
export type PowerEvent = z.infer<typeof powerEventSchema>
const failureSchema = z.enum(['throws', 'rejects'])
export type MainFailure = z.infer<typeof failureSchema>

/** What a test asks the main process over its process channel; each is answered with the state after it. */
const questionSchema = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('state') }),
  z.object({ ask: z.literal('close_windows') }),
  /** `answer`: to every message box that has this button, from now on. */
  z.object({ ask: z.literal('quit'), answer: z.string().nullable() }),
  /** The person looks at another application, or at the first window again. */
  z.object({ ask: z.literal('blur') }),
  z.object({ ask: z.literal('focus') }),
  z.object({ ask: z.literal('answer_folder'), folder: z.string().nullable() }),
  /** On it, or on one of its buttons. */
  z.object({ ask: z.literal('click_notification'), index: z.number(), button: z.string().nullable() }),
  z.object({ ask: z.literal('click_menu'), label: z.string() }),
  z.object({ ask: z.literal('click_popup'), label: z.string() }),
  z.object({ ask: z.literal('click_tray'), label: z.string() }),
  z.object({ ask: z.literal('answer_message'), button: z.string() }),
  /** Of a window, in the order they were opened. */
  z.object({ ask: z.literal('place_window'), index: z.number(), bounds: boundsSchema }),
  z.object({ ask: z.literal('close_window'), index: z.number() }),
  z.object({ ask: z.literal('crash'), index: z.number() }),
  z.object({ ask: z.literal('drop'), index: z.number(), file: z.string() }),
  z.object({ ask: z.literal('power'), event: powerEventSchema }),
  z.object({ ask: z.literal('sleep'), ms: z.number() }),
  z.object({ ask: z.literal('activate') }),
  z.object({ ask: z.literal('tell_window'), index: z.number(), event: windowEventSchema }),
  /** Something of the main process fails, and nobody catches it. */
  z.object({ ask: z.literal('fail'), how: failureSchema, message: z.string() }),
])
export type Question = z.infer<typeof questionSchema>
export const askSchema = z.object({ id: z.number(), question: questionSchema })
export type Ask = z.infer<typeof askSchema>

export const stateSchema = z.object({
  windows: z.array(
    z.object({ url: z.string(), visible: z.boolean(), focused: z.boolean(), bounds: boundsSchema, text: z.string() }),
  ),
  refused: z.object({
    navigations: z.array(z.string()),
    windows: z.array(z.string()),
    preloadErrors: z.array(z.string()),
  }),
  notifications: z.array(z.object({ title: z.string(), body: z.string(), open: z.boolean() })),
  dialogs: z.array(z.object({ title: z.string(), properties: z.array(z.string()), inFrontOfWindow: z.boolean() })),
  errors: z.array(z.object({ title: z.string(), content: z.string() })),
  messages: z.array(
    z.object({ message: z.string(), buttons: z.array(z.string()), inFrontOfWindow: z.boolean(), open: z.boolean() }),
  ),
  /** Labels, or roles, of the context menu that was shown last. */
  popup: z.array(z.string()).nullable(),
  tray: z.object({ tip: z.string(), title: z.string(), labels: z.array(z.string()) }).nullable(),
  badge: z.number(),
  clipboard: z.string(),
  /** How often the machine is kept awake now. */
  blockers: z.number(),
  dock: z.array(z.string()),
  jumpList: z.array(z.string()),
  overlay: z.string(),
  modelId: z.string(),
  revealed: z.array(z.string()),
  /** Addresses that were handed to the person's browser. */
  opened: z.array(z.string()),
})
export type MainState = z.infer<typeof stateSchema>

export const tellSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), address: z.string() }),
  z.object({ kind: z.literal('answer'), id: z.number(), state: stateSchema }),
  z.object({ kind: z.literal('failed'), id: z.number(), message: z.string() }),
  z.object({ kind: z.literal('noted'), text: z.string() }),
])
type Tell = z.infer<typeof tellSchema>

async function state(): Promise<MainState> {
  const windows = [...runtime.windows.values()].map(async (window) => ({
    url: window.webContents.getURL(),
    visible: window.isVisible(),
    focused: window.isFocused(),
    bounds: window.getNormalBounds(),
    // A page that is going, or has crashed, says nothing.
    text: await Promise.race([window.webContents.text().catch(() => ''), later(TEXT_WITHIN_MS)]),
  }))
  const popup = desktop.popup?.labels ?? null
  return stateSchema.parse({ windows: await Promise.all(windows), refused, ...desktop, popup })
}

const TEXT_WITHIN_MS = 1_000
const later = (ms: number): Promise<string> => new Promise((resolve) => setTimeout(() => resolve(''), ms))

const mayEnd = (question: Question): boolean =>
  question.ask === 'quit' ||
  question.ask === 'fail' ||
  ('event' in question && /shutdown|session-end/.test(question.event))

/** `address`: where Playwright connects to the same browser. */
export function listenToDriver(address: string): void {
  const tell = (message: Tell): void => void process.send?.(message)
  const answer = async ({ id, question }: Ask): Promise<void> => {
    try {
      // The end of the application ends this channel too, so it is answered first.
      if (mayEnd(question)) tell({ kind: 'answer', id, state: await state() })
      await follow(question)
      if (!mayEnd(question)) tell({ kind: 'answer', id, state: await state() })
    } catch (error) {
      tell({ kind: 'failed', id, message: String(error) })
    }
  }
  process.on('message', (raw) => void answer(askSchema.parse(raw)))
  tell({ kind: 'ready', address })
}

function windowAt(index: number): OpenWindow {
  const window = [...runtime.windows.values()][index]
  if (!window) throw new Error(`there is no window ${index}`)
  return window
}

async function follow(question: Question): Promise<void> {
  switch (question.ask) {
    case 'state':
      return
    case 'quit':
      desktop.standingAnswer = question.answer
      return app.quit()
    case 'close_windows':
      for (const window of runtime.windows.values()) window.close()
      return
    case 'blur':
      return runtime.focused?.blur()
    case 'focus':
      return windowAt(0).focus()
    case 'answer_folder':
      return void desktop.folderAnswers.push(question.folder)
    case 'answer_message':
      return openMessage().answer(question.button)
    case 'click_menu':
      return desktop.clickMenu(question.label)
    case 'click_popup':
      return desktop.popup?.click(question.label)
    case 'click_tray':
      return desktop.tray?.click(question.label)
    case 'click_notification':
      if (question.button !== null) return shownNotification(question.index).press(question.button)
      return shownNotification(question.index).click()
    case 'power':
      return tellPower(question.event)
    case 'sleep':
      return sleep(question.ms)
    case 'activate':
      return void app.emit('activate', new PreventableEvent(), runtime.windows.size > 0)
    case 'fail':
      return fail(question.how, question.message)
    default:
      return treat(windowAt(question.index), question)
  }
}

/** What is done to one window. */
async function treat(window: OpenWindow, question: Extract<Question, { index: number }>): Promise<void> {
  if (question.ask === 'place_window') window.setBounds(question.bounds)
  else if (question.ask === 'close_window') window.close()
  else if (question.ask === 'crash') window.webContents.forcefullyCrashRenderer()
  else if (question.ask === 'tell_window') window.emit(question.event)
  else if (question.ask === 'drop') await window.webContents.drop(question.file)
}

function tellPower(told: PowerEvent): void {
  const event = new PreventableEvent()
  powerMonitor.emit(told, event)
  if (event.defaultPrevented) note(`${told} waits`)
}

/** What a machine's sleep is for a process: clocks are ahead, timers count on from where they were; then it is told. */
function sleep(ms: number): void {
  const construct = (date: typeof Date, given: unknown[], made: new () => object): object =>
    Reflect.construct(date, given.length === 0 ? [date.now() + ms] : given, made)
  const get = (date: typeof Date, name: string | symbol): unknown =>
    name === 'now' ? () => date.now() + ms : Reflect.get(date, name)
  Reflect.set(globalThis, 'Date', new Proxy(Date, { construct, get }))
  tellPower('resume')
}

function fail(how: MainFailure, message: string): void {
  if (how === 'rejects') void Promise.reject(new Error(message))
  else
    setImmediate(() => {
      throw new Error(message)
    })
}

function openMessage(): (typeof desktop.messages)[number] {
  const message = desktop.messages.findLast(({ open }) => open)
  if (!message) throw new Error('no message box is open')
  return message
}

function shownNotification(index: number): (typeof desktop.notifications)[number] {
  const shown = desktop.notifications[index]
  if (!shown?.open) throw new Error(`no notification ${index} is shown`)
  return shown
}
