/** What the desktop would show or be asked, kept for tests: dialogs, notifications, the file manager, the menu. */
import { EventEmitter } from 'node:events'
import { z } from 'zod'
import { BrowserWindow } from './browser-window.ts'
import { desktop, type MessageBox, note, PreventableEvent, strict } from './runtime.ts'

const messageOptionsSchema = z.object({
  message: z.string(),
  buttons: z.array(z.string()),
  cancelId: z.number(),
  signal: z.instanceof(AbortSignal),
})

/** Stays until it is answered, by the test or by its signal. */
function showMessage(raw: unknown, inFrontOfWindow: boolean): Promise<{ response: number; checkboxChecked: boolean }> {
  const { message, buttons, cancelId, signal } = messageOptionsSchema.parse(raw)
  return new Promise((resolve) => {
    const finish = (response: number): void => {
      box.open = false
      resolve({ response, checkboxChecked: false })
    }
    const answer = (button: string): void => {
      if (!buttons.includes(button)) throw new Error(`electron shim: "${message}" has no button "${button}"`)
      finish(buttons.indexOf(button))
    }
    const box: MessageBox = { message, buttons, inFrontOfWindow, open: true, answer }
    desktop.messages.push(box)
    signal.addEventListener('abort', () => finish(cancelId))
    if (desktop.standingAnswer !== null && buttons.includes(desktop.standingAnswer)) answer(desktop.standingAnswer)
  })
}

const dialogOptionsSchema = z.object({ title: z.string().default(''), properties: z.array(z.string()).default([]) })

export const dialog = strict('dialog', {
  showMessageBox: async (...args: unknown[]) => showMessage(args.at(-1), args[0] instanceof BrowserWindow),
  /** Answered from the queue that the test filled: nobody is here to click. */
  showOpenDialog: async (...args: unknown[]) => {
    const { title, properties } = dialogOptionsSchema.parse(args.at(-1))
    desktop.dialogs.push({ title, properties, inFrontOfWindow: args[0] instanceof BrowserWindow })
    const folder = desktop.folderAnswers.shift()
    if (folder === undefined) throw new Error('electron shim: no answer is queued for dialog.showOpenDialog')
    return { canceled: folder === null, filePaths: folder === null ? [] : [folder] }
  },
  showErrorBox: (title: string, content: string) => {
    desktop.errors.push({ title, content })
    note(`${title}: ${content}`)
  },
})

export const clipboard = strict('clipboard', {
  writeText: (text: string) => {
    desktop.clipboard = text
  },
})

export const shell = strict('shell', {
  showItemInFolder: (file: string) => void desktop.revealed.push(file),
  openExternal: async (address: string) => void desktop.opened.push(address),
})

const notificationSchema = z.strictObject({
  title: z.string().default(''),
  body: z.string().default(''),
  silent: z.boolean().default(false),
  actions: z.array(z.strictObject({ type: z.literal('button'), text: z.string() })).default([]),
})

export class Notification extends EventEmitter {
  readonly title: string
  readonly body: string
  readonly #buttons: string[]

  constructor(options: unknown) {
    super()
    const { title, body, actions } = notificationSchema.parse(options)
    this.title = title
    this.body = body
    this.#buttons = actions.map(({ text }) => text)
  }
  static isSupported(): boolean {
    return true
  }
  show(): void {
    const { title, body } = this
    const click = (): void => void this.emit('click', new PreventableEvent())
    const press = (button: string): void => {
      const actionIndex = this.#buttons.indexOf(button)
      if (actionIndex < 0) throw new Error(`electron shim: "${body}" has no button "${button}"`)
      this.emit('action', Object.assign(new PreventableEvent(), { actionIndex, selectionIndex: -1 }))
    }
    desktop.notifications.push({ title, body, open: true, click, press })
    this.emit('show', new PreventableEvent())
  }
  close(): void {
    const shown = desktop.notifications.find(
      ({ title, body, open }) => open && title === this.title && body === this.body,
    )
    if (shown) shown.open = false
    this.emit('close', new PreventableEvent())
  }
}
