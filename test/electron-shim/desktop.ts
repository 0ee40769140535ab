/** What the desktop would show or be asked, kept for tests: dialogs, notifications, the file manager, the menu. */
import { EventEmitter } from 'node:events'
import { z } from 'zod'
import { BrowserWindow } from './browser-window.ts'
import { desktop, PreventableEvent, strict } from './runtime.ts'

const dialogOptionsSchema = z.object({ title: z.string().default(''), properties: z.array(z.string()).default([]) })

export const dialog = strict('dialog', {
  /** Answered from the queue that the test filled: nobody is here to click. */
  showOpenDialog: async (...args: unknown[]) => {
    const { title, properties } = dialogOptionsSchema.parse(args.at(-1))
    desktop.dialogs.push({ title, properties, inFrontOfWindow: args[0] instanceof BrowserWindow })
    const folder = desktop.folderAnswers.shift()
    if (folder === undefined) throw new Error('electron shim: no answer is queued for dialog.showOpenDialog')
    return { canceled: folder === null, filePaths: folder === null ? [] : [folder] }
  },
})

export const shell = strict('shell', {
  showItemInFolder: (file: string) => void desktop.revealed.push(file),
  openExternal: async (address: string) => void desktop.opened.push(address),
})

const notificationSchema = z.strictObject({ title: z.string().default(''), body: z.string().default('') })

export class Notification extends EventEmitter {
  readonly title: string
  readonly body: string

  constructor(options: unknown) {
    super()
    const { title, body } = notificationSchema.parse(options)
    this.title = title
    this.body = body
  }
  static isSupported(): boolean {
    return true
  }
  show(): void {
    const { title, body } = this
    const click = (): void => void this.emit('click', new PreventableEvent())
    desktop.notifications.push({ title, body, open: true, click })
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

interface MenuItem {
  label?: string | undefined
  click?: (() => void) | undefined
  submenu?: MenuItem[] | undefined
}
// What is only drawn or done by a role is Electron's own.
const itemSchema: z.ZodType<MenuItem> = z.looseObject({
  label: z.string().optional(),
  click: z.custom<() => void>((value) => typeof value === 'function').optional(),
  get submenu() {
    return z.array(itemSchema).optional()
  },
})

export const Menu = strict('Menu', {
  buildFromTemplate: (template: unknown) => z.array(itemSchema).parse(template),
  setApplicationMenu: (items: MenuItem[]) => {
    desktop.clickMenu = (label) => {
      const item = items.flatMap((menu) => menu.submenu ?? []).find((candidate) => candidate.label === label)
      if (!item?.click) throw new Error(`electron shim: no item "${label}" in the menu`)
      item.click()
    }
  },
})
