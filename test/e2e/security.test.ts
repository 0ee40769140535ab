import { describe, expect, test } from 'vitest'
import { CONTENT_SECURITY_POLICY } from '../../electron/static-files.ts'
import {
  argumentsOf,
  builtFiles,
  callsTo,
  descend,
  importedFrom,
  isNode,
  literalMembers,
  literalValue,
  nameOf,
  nodesOf,
  readBuilt,
  type SyntaxNode,
  usesOf,
} from './syntax-tree.ts'

/** Electron's security checklist, read from the bundles that are shipped. */
const main = nodesOf(readBuilt('main/main.js'))
const preloadText = readBuilt('preload/preload.cjs')
const preload = nodesOf(preloadText)

/** Whatever a listener of this event does. */
const listenersOf = (event: string): SyntaxNode[][] =>
  callsTo(main, /\.on$/)
    .map(argumentsOf)
    .filter(([name]) => literalValue(name) === event)
    .map(([, listener]) => descend(listener))

const literals = (nodes: readonly SyntaxNode[]): unknown[] => nodes.map(literalValue)

describe('the main process', () => {
  test('every window is sandboxed and isolated, without Node', () => {
    const windows = main.filter(
      (node) =>
        node.type === 'NewExpression' && /(BrowserWindow|WebContentsView|BrowserView)$/.test(nameOf(node['callee'])),
    )
    expect(windows).toHaveLength(1)
    for (const window of windows) {
      // A spread, which could override any of them, is an error there.
      const preferences = literalMembers(literalMembers(argumentsOf(window)[0]).get('webPreferences'))
      expect(preferences.delete('preload')).toBe(true)
      expect(Object.fromEntries([...preferences].map(([key, value]) => [key, literalValue(value)]))).toEqual({
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        webviewTag: false,
        devTools: false,
        spellcheck: false,
      })
    }
    expect(callsTo(main, /^app\.enableSandbox$/)).toHaveLength(1)
  })

  test.each(['will-navigate', 'will-redirect', 'will-attach-webview'])(
    '%s of every page is heard, and can be prevented',
    (event) => {
      expect(listenersOf('web-contents-created')).toHaveLength(1)
      const listeners = listenersOf(event)
      expect(listeners).toHaveLength(1)
      for (const listener of listeners) expect(callsTo(listener, /\.preventDefault$/)).toHaveLength(1)
    },
  )

  test('new windows of a page and permissions are denied', () => {
    expect(callsTo(main, /\.setWindowOpenHandler$/)).toHaveLength(1)
    const actions = main.filter((node) => node.type === 'Property' && nameOf(node['key']) === 'action')
    expect(actions.map((node) => literalValue(node['value']))).toContain('deny')
    expect(actions.map((node) => literalValue(node['value']))).not.toContain('allow')
    const [check] = callsTo(main, /\.setPermissionCheckHandler$/)
    const checked = argumentsOf(check)[0]
    expect(isNode(checked) && literalValue(checked['body'])).toBe(false)
    const requests = callsTo(main, /\.setPermissionRequestHandler$/)
    expect(requests).toHaveLength(1)
    const answers = callsTo(descend(argumentsOf(requests[0])[0]), /^answer$/)
    expect(answers.map((call) => literalValue(argumentsOf(call)[0]))).toEqual([false])
  })

  test('pages come from our own scheme, which has no privilege over its own policy', () => {
    const schemes = callsTo(main, /^protocol\.registerSchemesAsPrivileged$/)
    expect(schemes).toHaveLength(1)
    const named = descend(argumentsOf(schemes[0])[0]).filter((node) => node.type === 'Property')
    const privileges = named
      .map((node) => nameOf(node['key']))
      .filter((key) => key !== 'scheme' && key !== 'privileges')
    expect(privileges.sort()).toEqual(['codeCache', 'secure', 'standard', 'supportFetchAPI'])
    expect(callsTo(main, /^protocol\.handle$/)).toHaveLength(1)
    expect(callsTo(main, /\.loadURL$/)).toHaveLength(1)
  })

  test('every IPC handler asks first who is calling', () => {
    expect(usesOf(main, ['ipcMain'])).toEqual(['ipcMain.handle'])
    const handlers = callsTo(main, /^ipcMain\.handle$/)
    expect(handlers).toHaveLength(1)
    for (const call of handlers) {
      const handler = argumentsOf(call)[1]
      const body = isNode(handler) ? handler['body'] : undefined
      expect(isNode(body) && body.type).toBe('ConditionalExpression')
      expect(isNode(body) && callsTo([body['test']].filter(isNode), /^trusted$/)).toHaveLength(1)
    }
  })

  test('of Electron it has what it needs, and of that no way to other programs or to script in a page', () => {
    const electron = [
      'BrowserWindow',
      'Menu',
      'Notification',
      'app',
      'dialog',
      'ipcMain',
      'protocol',
      'safeStorage',
      'session',
      'shell',
    ]
    expect(importedFrom(main, 'electron').sort()).toEqual(electron)
    expect(callsTo(main, /^require$/).filter((call) => literalValue(argumentsOf(call)[0]) === 'electron')).toEqual([])
    expect(usesOf(main, ['shell', 'dialog'])).toEqual(
      expect.arrayContaining(['dialog.showOpenDialog', 'shell.showItemInFolder']),
    )
    const dangerous =
      /^(openExternal|openPath|executeJavaScript\w*|insertCSS|openDevTools|toggleDevTools|appendSwitch|appendArgument|loadFile|setCertificateVerifyProc|setWebRequest|remote)$/
    const used = main.filter((node) => node.type === 'MemberExpression').map((node) => nameOf(node['property']))
    expect(used.filter((name) => dangerous.test(name))).toEqual([])
    // These menus come with developer tools.
    expect(literals(main).filter((value) => value === 'toggleDevTools' || value === 'viewMenu')).toEqual([])
  })

  test('no other file of it knows Electron', () => {
    const others = builtFiles('main', '.js').filter((file) => file !== 'main/main.js')
    expect(others.length).toBeGreaterThan(0)
    const imports = others.flatMap((file) => nodesOf(readBuilt(file)).filter((node) => node.type.startsWith('Import')))
    expect(imports.filter((node) => literalValue(node['source']) === 'electron')).toEqual([])
  })
})

describe('the preload', () => {
  test('is one small CommonJS file that needs Electron and nothing else', () => {
    expect(builtFiles('preload', 'js')).toEqual(['preload/preload.cjs'])
    expect(preload.filter((node) => /^(Import|Export)/.test(node.type))).toEqual([])
    expect(callsTo(preload, /^require$/).map((call) => literalValue(argumentsOf(call)[0]))).toEqual(['electron'])
    expect(Buffer.byteLength(preloadText)).toBeLessThan(5_000)
  })

  test('exposes two functions of its own, and ipcRenderer never leaves it', () => {
    const exposed = callsTo(preload, /contextBridge\.exposeInMainWorld$/)
    expect(exposed).toHaveLength(1)
    const [key, api] = argumentsOf(exposed[0])
    expect(literalValue(key)).toBe('triptych')
    const members = literalMembers(api)
    expect([...members.keys()]).toEqual(['call', 'subscribe'])
    for (const member of members.values()) expect(isNode(member) && member.type).toBe('ArrowFunctionExpression')
    expect(usesOf(preload, ['ipcRenderer', 'contextBridge'])).toEqual([
      'contextBridge.exposeInMainWorld',
      'ipcRenderer.invoke',
      'ipcRenderer.on',
      'ipcRenderer.removeListener',
    ])
  })

  test('does not pass on the event, nor what ipcRenderer returns', () => {
    const events = preload.filter((node) => node.type === 'Identifier' && node['name'] === '_event')
    expect(events).toHaveLength(1)
    const returned = preload.filter((node) => node.type === 'ReturnStatement').map((node) => node['argument'])
    expect(returned.map((value) => (isNode(value) ? value.type : null))).toEqual(['ArrowFunctionExpression'])
    const [undo] = returned
    expect(isNode(undo) && isNode(undo['body']) && undo['body'].type).toBe('BlockStatement')
  })
})

describe('the page', () => {
  test('allows nothing inline, nothing remote, and no text as markup', () => {
    expect(CONTENT_SECURITY_POLICY.split('; ').sort()).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "font-src 'self'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "img-src 'self' data:",
      "object-src 'none'",
      "require-trusted-types-for 'script'",
      "script-src 'self'",
      "style-src 'self'",
      "trusted-types 'none'",
    ])
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|https?:|\*/)
  })

  test('has none of it in its file', () => {
    const html = readBuilt('renderer/index.html')
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=/)
    expect(html).not.toMatch(/\son[a-z]+=|https?:\/\//)
  })
})
