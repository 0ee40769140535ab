import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { checkClonable } from './clonable.ts'
import { answerOf, createBridge, isCallable, isPromise, packValue, unpackValue } from './page-bridge.ts'
import {
  createIpcRenderer,
  enterPageWorld,
  enterPreloadWorld,
  type PreloadPlace,
  withoutTheRest,
} from './page-worlds.ts'

export const PRELOAD_WORLD = 'electron-shim-preload'

/** Function declarations by their own text, so that they find each other by name in the page too. */
const BRIDGE = [answerOf, createBridge, isCallable, isPromise, packValue, unpackValue].join('\n')
const PRELOAD = [checkClonable, createIpcRenderer, enterPreloadWorld, withoutTheRest].join('\n')

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
  const preload = `(require, module, exports) => {${readFileSync(path.resolve(preloadFile), 'utf8')}\n}`
  const names = [toPreload, toPage].map((name) => JSON.stringify(name)).join(', ')
  return {
    page: `(() => {${BRIDGE}\n${enterPageWorld}\nenterPageWorld(${names})})()`,
    preload: `(() => {${BRIDGE}\n${PRELOAD}\nenterPreloadWorld(${JSON.stringify(place)}, ${preload})})()`,
    binding: place.binding,
    receiver: place.receiver,
  }
}
