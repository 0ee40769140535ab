/** Menus and the tray: nothing of them is drawn; tests read and choose their items. */
import { EventEmitter } from 'node:events'
import { z } from 'zod'
import { type Chosen, desktop, PreventableEvent } from './runtime.ts'

interface MenuItem {
  label?: string | undefined
  role?: string | undefined
  type?: string | undefined
  enabled?: boolean | undefined
  click?: (() => void) | undefined
  submenu?: MenuItem[] | undefined
}
// What is only drawn or done by a role is Electron's own.
const itemSchema: z.ZodType<MenuItem> = z.looseObject({
  label: z.string().optional(),
  role: z.string().optional(),
  type: z.string().optional(),
  enabled: z.boolean().optional(),
  click: z.custom<() => void>((value) => typeof value === 'function').optional(),
  get submenu() {
    return z.array(itemSchema).optional()
  },
})

/** The items of one level that can be told apart, and how one is chosen. */
function chosen(items: readonly MenuItem[]): Chosen {
  const shown = items.filter(({ type }) => type !== 'separator')
  return {
    labels: shown.map(({ label, role }) => label ?? role ?? ''),
    click: (label) => {
      const item = shown.find((candidate) => candidate.label === label && candidate.enabled !== false)
      if (!item?.click) throw new Error(`electron shim: no item "${label}" in the menu`)
      item.click()
    },
  }
}

export const labelsOf = (menu: Menu): string[] => chosen(menu.items).labels

export class Menu {
  readonly items: readonly MenuItem[]

  constructor(items: readonly MenuItem[] = []) {
    this.items = items
  }
  static buildFromTemplate(template: unknown): Menu {
    return new Menu(z.array(itemSchema).parse(template))
  }
  static setApplicationMenu(menu: Menu): void {
    desktop.clickMenu = chosen(menu.items.flatMap(({ submenu }) => submenu ?? [])).click
  }
  popup(): void {
    desktop.popup = chosen(this.items)
  }
}

export class Tray extends EventEmitter {
  #tip = ''
  #title = ''
  #menu: Chosen = chosen([])

  constructor(image: object) {
    super()
    this.setImage(image)
    this.#show()
  }
  #show(): void {
    desktop.tray = { tip: this.#tip, title: this.#title, ...this.#menu }
  }
  setImage(image: object): void {
    if (!('isEmpty' in image)) throw new Error('electron shim: the image of a tray is none')
  }
  setToolTip(tip: string): void {
    this.#tip = tip
    this.#show()
  }
  setContextMenu(menu: Menu): void {
    this.#menu = chosen(menu.items)
    this.#show()
  }
  /** Beside the icon, on macOS. */
  setTitle(title: string): void {
    this.#title = title
    this.#show()
  }
  destroy(): void {
    desktop.tray = null
    this.emit('destroyed', new PreventableEvent())
  }
}
