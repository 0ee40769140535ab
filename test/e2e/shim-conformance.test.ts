import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import * as shim from '../electron-shim/electron.ts'
import { createIpcRenderer } from '../electron-shim/page-worlds.ts'
import { powerEventSchema, windowEventSchema } from '../electron-shim/steering.ts'
import { WebContents } from '../electron-shim/web-contents.ts'

/** The shim may do less than Electron, never something that Electron does not have. */
const DECLARATIONS = readFileSync(
  path.resolve(import.meta.dirname, '../../node_modules/electron/electron.d.ts'),
  'utf8',
)

/** Member names of a class or interface of Electron, inherited ones included. */
function declaredMembers(name: string): Set<string> {
  const head = new RegExp(`^ {2}(?:class|interface) ${name}(?: extends ([\\w.]+))?[^{]*\\{`, 'm').exec(DECLARATIONS)
  if (!head) return new Set()
  const body = DECLARATIONS.slice(head.index, DECLARATIONS.indexOf('\n  }', head.index))
  const own = [...body.matchAll(/^ {4}(?:static |readonly |get |set )*([a-zA-Z]\w*)\??\s*[(:<]/gm)].map(
    ([, key]) => key,
  )
  const inherited = head[1] ? declaredMembers(head[1].replace('Electron.', '')) : []
  return new Set([...own.flatMap((key) => key ?? []), ...inherited])
}

const instanceMembers = (type: { prototype: object }): string[] =>
  Object.getOwnPropertyNames(type.prototype).filter((key) => key !== 'constructor')
const objectMembers = (value: object): string[] => Object.keys(value).filter((key) => !key.startsWith('_'))
const staticMembers = (type: object): string[] =>
  Object.getOwnPropertyNames(type).filter((key) => !['length', 'name', 'prototype'].includes(key))

test.each([
  { name: 'App', members: objectMembers(shim.app) },
  { name: 'Protocol', members: objectMembers(shim.protocol) },
  { name: 'IpcMain', members: objectMembers(shim.ipcMain) },
  { name: 'Session', members: objectMembers(shim.session.defaultSession) },
  // `items` of a menu is its own.
  { name: 'Menu', members: [...instanceMembers(shim.Menu), ...staticMembers(shim.Menu)] },
  { name: 'Tray', members: instanceMembers(shim.Tray) },
  { name: 'Clipboard', members: objectMembers(shim.clipboard) },
  { name: 'NativeImage', members: objectMembers(shim.nativeImage) },
  {
    name: 'NativeImage',
    members: objectMembers(shim.nativeImage.createFromBitmap(Buffer.alloc(4), { width: 1, height: 1 })),
  },
  { name: 'PowerSaveBlocker', members: objectMembers(shim.powerSaveBlocker) },
  { name: 'Screen', members: objectMembers(shim.screen) },
  { name: 'Display', members: objectMembers(shim.screen.getPrimaryDisplay()) },
  { name: 'Dialog', members: objectMembers(shim.dialog) },
  { name: 'Shell', members: objectMembers(shim.shell) },
  { name: 'Net', members: objectMembers(shim.net) },
  { name: 'SafeStorage', members: objectMembers(shim.safeStorage) },
  { name: 'IpcRenderer', members: Object.keys(createIpcRenderer(() => undefined, 'receiver')) },
  { name: 'Notification', members: [...instanceMembers(shim.Notification), ...staticMembers(shim.Notification)] },
  { name: 'BrowserWindow', members: [...instanceMembers(shim.BrowserWindow), ...staticMembers(shim.BrowserWindow)] },
  // The shim's own: how a window tells its page that it is gone, and how a test drops on it and reads it.
  {
    name: 'WebContents',
    members: instanceMembers(WebContents).filter((key) => !['discard', 'drop', 'text'].includes(key)),
  },
])('$name has no member that Electron lacks', ({ name, members }) => {
  expect(members.length).toBeGreaterThan(0)
  const declared = declaredMembers(name)
  expect(members.filter((key) => !declared.has(key))).toEqual([])
})

test('the shim tells no event that Electron does not know', () => {
  const folder = path.resolve(import.meta.dirname, '../electron-shim')
  const sources = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'))
  const told = sources.flatMap((text) =>
    [...text.matchAll(/(?:emit|isPrevented)\('([a-z-]+)'/g)].map(([, name = '']) => name),
  )
  expect(told).toEqual(expect.arrayContaining(['before-quit', 'render-process-gone', 'second-instance']))
  const all = [...told, ...powerEventSchema.options, ...windowEventSchema.options]
  expect(all.filter((name) => !DECLARATIONS.includes(`(event: '${name}'`))).toEqual([])
})

test('what the shim lacks is an error that names it', () => {
  expect(() => Reflect.get(shim.app, 'showEmojiPanel')).toThrow('electron shim: app.showEmojiPanel is not implemented')
})
