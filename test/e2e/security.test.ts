import { describe, expect, test } from 'vitest'
import { CONTENT_SECURITY_POLICY } from '../../electron/static-files.ts'
import {
  argumentsOf,
  callsTo,
  descend,
  isNode,
  literalMembers,
  literalValue,
  nameOf,
  nodesOf,
  readBuilt,
} from './syntax-tree.ts'

/** Electron's security checklist, read from the bundles that are shipped. */
const mainText = readBuilt('main/main.js')
const main = nodesOf(mainText)
const preloadText = readBuilt('preload/preload.cjs')
const preload = nodesOf(preloadText)

describe('the main process', () => {
  test('every window is sandboxed and isolated, without Node', () => {
    const windows = main.filter(
      (node) => node.type === 'NewExpression' && /BrowserWindow$|WebContentsView$/.test(nameOf(node['callee'])),
    )
    expect(windows).toHaveLength(1)
    const preferences = literalMembers(literalMembers(argumentsOf(windows[0])[0]).get('webPreferences'))
    preferences.delete('preload')
    const values = Object.fromEntries([...preferences].map(([key, value]) => [key, literalValue(value)]))
    expect(values).toEqual({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    })
    expect(callsTo(main, /app\.enableSandbox$/)).toHaveLength(1)
  })

  test('navigation, redirects, embedded pages, new windows and permissions are decided, and denied', () => {
    const heard = callsTo(main, /\.on$/).map((call) => literalValue(argumentsOf(call)[0]))
    expect(heard).toEqual(
      expect.arrayContaining(['web-contents-created', 'will-navigate', 'will-redirect', 'will-attach-webview']),
    )
    expect(callsTo(main, /\.setWindowOpenHandler$/)).toHaveLength(1)
    expect(callsTo(main, /\.setPermissionRequestHandler$/)).toHaveLength(1)
    expect(callsTo(main, /\.setPermissionCheckHandler$/)).toHaveLength(1)
    const actions = main
      .filter((node) => node.type === 'Property' && nameOf(node['key']) === 'action')
      .map((node) => literalValue(node['value']))
    expect(actions).toContain('deny')
    expect(actions).not.toContain('allow')
  })

  test('pages come from our own scheme, never from files', () => {
    expect(callsTo(main, /protocol\.registerSchemesAsPrivileged$/)).toHaveLength(1)
    expect(callsTo(main, /protocol\.handle$/)).toHaveLength(1)
    expect(callsTo(main, /\.loadFile$/)).toHaveLength(0)
  })

  test('the one IPC handler asks first who is calling', () => {
    const handlers = callsTo(main, /ipcMain\.(handle|handleOnce|on|once)$/)
    expect(handlers).toHaveLength(1)
    const handler = argumentsOf(handlers[0])[1]
    const body = isNode(handler) ? handler['body'] : undefined
    expect(isNode(body) && body.type).toBe('ConditionalExpression')
    const asked = isNode(body) ? callsTo(descend(body['test']), /^trusted$/) : []
    expect(asked).toHaveLength(1)
  })

  test('nothing opens other programs, developer tools or switches', () => {
    const dangerous = /openExternal$|openPath$|executeJavaScript$|openDevTools$|setCertificateVerifyProc$|appendSwitch$/
    expect(callsTo(main, dangerous)).toEqual([])
  })
})

test('the preload is one small CommonJS file that exposes one function of its own', () => {
  expect(preload.filter((node) => /^(Import|Export)/.test(node.type))).toEqual([])
  expect(callsTo(preload, /^require$/).map((call) => literalValue(argumentsOf(call)[0]))).toEqual(['electron'])
  const exposed = callsTo(preload, /contextBridge\.exposeInMainWorld$/)
  expect(exposed).toHaveLength(1)
  const [key, api] = argumentsOf(exposed[0])
  expect(literalValue(key)).toBe('triptych')
  const members = literalMembers(api)
  expect([...members.keys()]).toEqual(['call'])
  expect(isNode(members.get('call')) && nameOf(members.get('call'))).toBe('?')
  expect(Buffer.byteLength(preloadText)).toBeLessThan(5_000)
})

test('the page allows nothing inline and nothing remote', () => {
  const directives = new Map(
    CONTENT_SECURITY_POLICY.split('; ').map((directive): [string, string] => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources.join(' ')]
    }),
  )
  expect(directives.get('default-src')).toBe("'none'")
  expect(directives.get('script-src')).toBe("'self'")
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|https?:|\*/)
  const html = readBuilt('renderer/index.html')
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/)
  expect(html).not.toMatch(/\son[a-z]+=|https?:\/\//)
})
