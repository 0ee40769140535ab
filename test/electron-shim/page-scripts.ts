import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { checkClonable } from './clonable.ts'
import { bridgeEnd, type PreloadPlace, pageWorld, preloadWorld } from './page-world.ts'

export const PRELOAD_WORLD = 'electron-shim-preload'

export interface PageScripts {
  /** For the page's own world. */
  page: string
  /** For the preload's world: the preload file, unchanged, inside what a sandboxed preload gets. */
  preload: string
  binding: string
  receiver: string
}

const secretName = (): string => `x${randomBytes(12).toString('hex')}`

export function pageScripts(preloadFile: string): PageScripts {
  const toPage = secretName()
  const toPreload = secretName()
  const place: PreloadPlace = {
    sendOn: toPage,
    listenOn: toPreload,
    binding: secretName(),
    receiver: '__electronShimReceive',
  }
  const source = readFileSync(path.resolve(preloadFile), 'utf8')
  const run = `function (require, module, exports) {${source}\n}`
  return {
    page: `(${pageWorld})(${bridgeEnd}, ${JSON.stringify(toPreload)}, ${JSON.stringify(toPage)})`,
    preload: `(${preloadWorld})(${bridgeEnd}, ${JSON.stringify(place)}, ${checkClonable}, ${run})`,
    binding: place.binding,
    receiver: place.receiver,
  }
}
