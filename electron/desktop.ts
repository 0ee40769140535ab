import { app, BrowserWindow, Menu, type NativeImage, nativeImage, powerSaveBlocker, Tray } from 'electron'
import type { DesktopSettings } from '../shared/settings/desktop-settings.ts'
import type { Customs } from './desktop/customs.ts'
import { badgePixels, type Pixels, trayPixels } from './desktop/pixels.ts'
import { dockTemplate, jumpItems, watchRecent } from './desktop/recent.ts'
import { createSleepHold } from './desktop/sleep-hold.ts'
import * as TEXT from './desktop/texts.ts'
import { trayTemplate, trayTip } from './desktop/tray-menu.ts'
import { NOTHING_WAITS, type Source, watchWaiting } from './desktop/waiting.ts'

export interface DesktopParts {
  customs: Customs
  source: Source
  settings(): DesktopSettings
  /** How many runs work now. */
  working(): number
  /** There is no window, and the application goes on. */
  isInBackground(): boolean
  /** Shows a place in a window. */
  show(place: string): void
  showRun(runId: string): void
  /** Brings a window to the front, or opens one. */
  open(): void
  quit(): void
}

export interface Desktop {
  /** Something of the settings, of the runs that work, or of the windows is another now. */
  update(): void
}

/** What the application shows beside its windows, once it is ready: badge, dock or jump list, tray; and whether the machine may sleep. */
export function dressDesktop(parts: DesktopParts): Desktop {
  const { customs } = parts
  let waiting = NOTHING_WAITS
  const tray = createTray(parts)
  const holdAwake = createSleepHold({
    start: () => powerSaveBlocker.start('prevent-app-suspension'),
    stop: (id) => {
      powerSaveBlocker.stop(id)
    },
  })
  const update = (): void => {
    const { keepAwake, tray: isWanted } = parts.settings()
    holdAwake(keepAwake && parts.working() > 0)
    showBadge(customs, waiting.questions)
    // Without a window, and without a dock, there would be no way back to the runs that go on.
    const isAlone = !customs.livesInDock && parts.isInBackground()
    tray(isWanted || isAlone ? waiting : null)
  }
  watchWaiting(parts.source, (now) => {
    waiting = now
    update()
  })
  watchRecent(parts.source, (recent) => {
    if (customs.recent === 'dock') app.dock?.setMenu(Menu.buildFromTemplate(dockTemplate(recent, parts.show)))
    // In a clone it would start Electron, and not us.
    if (customs.recent !== 'jump_list' || !app.isPackaged) return
    const removed = app.getJumpListSettings().removedItems.flatMap(({ args }) => args ?? [])
    const items = jumpItems(recent, process.execPath, removed)
    app.setJumpList(items.length === 0 ? null : [{ type: 'custom', name: TEXT.recentRepositories, items }])
  })
  app.on('browser-window-created', (_event, window) => {
    update()
    window.on('closed', update)
  })
  return { update }
}

function imageOf({ size, bytes }: Pixels, scaleFactor: number): NativeImage {
  return nativeImage.createFromBitmap(bytes, { width: size, height: size, scaleFactor })
}

/** Over the icon in the dock or the task bar, as far as the desktop shows such a thing. */
function showBadge({ badge }: Customs, questions: number): void {
  if (badge === 'number') {
    app.setBadgeCount(questions)
    return
  }
  const overlay = questions === 0 ? null : imageOf(badgePixels(32, questions), 2)
  const words = questions === 0 ? '' : TEXT.waitingForYou(questions)
  for (const window of BrowserWindow.getAllWindows()) window.setOverlayIcon(overlay, words)
}

/** Shows the tray with what waits, or removes it (null). */
function createTray(parts: DesktopParts): (waiting: typeof NOTHING_WAITS | null) => void {
  let tray: Tray | null = null
  const { size, isTemplate, opensByClick, hasTitle } = parts.customs.tray
  const imageFor = (waits: boolean): NativeImage => {
    const image = imageOf(trayPixels(size, waits, isTemplate), 2)
    if (isTemplate) image.setTemplateImage(true)
    return image
  }
  return (waiting) => {
    if (waiting === null) {
      tray?.destroy()
      tray = null
      return
    }
    const image = imageFor(waiting.questions > 0)
    if (tray === null) {
      tray = new Tray(image)
      if (opensByClick) tray.on('click', parts.open)
    } else tray.setImage(image)
    const commands = { open: parts.open, show: parts.showRun, quit: parts.quit }
    tray.setToolTip(trayTip(waiting, parts.working()))
    tray.setContextMenu(Menu.buildFromTemplate(trayTemplate(waiting, parts.working(), commands)))
    if (hasTitle) tray.setTitle(waiting.questions > 0 ? String(waiting.questions) : '')
  }
}
