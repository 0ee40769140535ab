/** What is told of the machine: its displays, its sleep, its pictures. */
import { EventEmitter } from 'node:events'
import { desktop, strict } from './runtime.ts'

const DISPLAY = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } }

export const screen = strict('screen', {
  getPrimaryDisplay: () => DISPLAY,
  getAllDisplays: () => [DISPLAY],
})

/** `resume`, `shutdown`: a test emits them. */
export const powerMonitor = strict('powerMonitor', new EventEmitter())

const blockers = new Set<number>()
let lastBlocker = 0

export const powerSaveBlocker = strict('powerSaveBlocker', {
  start: (_type: 'prevent-app-suspension') => {
    lastBlocker += 1
    blockers.add(lastBlocker)
    desktop.blockers = blockers.size
    return lastBlocker
  },
  stop: (id: number) => {
    const wasThere = blockers.delete(id)
    desktop.blockers = blockers.size
    return wasThere
  },
})

export const nativeImage = strict('nativeImage', {
  createFromBitmap: (bytes: Buffer, { width, height }: { width: number; height: number }) => {
    if (bytes.length !== width * height * 4) throw new Error('electron shim: the bitmap has another size')
    return strict('image', { isEmpty: () => false, setTemplateImage: (_isTemplate: boolean) => undefined })
  },
})
