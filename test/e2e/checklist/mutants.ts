/** What a careless change could make of the shipped files. Each must be caught by the point it belongs to. */
import { PACKAGING, PAGE, PRELOAD } from './built-app.ts'

export interface Mutant {
  point: number
  file: string
  /** Must stand in the file exactly once, or the mutant proves nothing any more. */
  from: string
  to: string
}

const MAIN = 'out/main/main.js'
const main = (point: number, from: string, to: string): Mutant => ({ point, file: MAIN, from, to })

const WINDOWS: readonly Mutant[] = [
  main(2, 'nodeIntegration: false', 'nodeIntegration: true'),
  main(2, 'nodeIntegrationInWorker: false', 'nodeIntegrationInWorker: true'),
  main(2, 'nodeIntegrationInSubFrames: false', 'nodeIntegrationInSubFrames: true'),
  main(2, 'nodeIntegration: false,', ''),
  main(3, 'contextIsolation: true', 'contextIsolation: false'),
  main(3, 'contextIsolation: true', 'contextIsolation: process.platform !== "win32"'),
  main(3, 'webPreferences: {', 'webPreferences: { ...process.env,'),
  main(3, 'spellcheck: false', 'spellcheck: false, navigateOnDragDrop: true'),
  main(3, 'spellcheck: false', 'spellcheck: true'),
  main(4, 'sandbox: true,\n\t\t\tnodeIntegration: false', 'sandbox: false,\n\t\t\tnodeIntegration: false'),
  main(4, 'app.enableSandbox();', ''),
  main(6, 'webSecurity: true', 'webSecurity: false'),
  main(8, 'allowRunningInsecureContent: false', 'allowRunningInsecureContent: true'),
  main(9, 'experimentalFeatures: false', 'experimentalFeatures: true'),
  main(10, 'spellcheck: false', 'enableBlinkFeatures: "CSSVariables"'),
  main(10, 'app.enableSandbox();', 'app.enableSandbox(); app.commandLine.appendSwitch("no-sandbox");'),
  main(11, 'webviewTag: false', 'webviewTag: true'),
  main(
    5,
    'app.enableSandbox();',
    'app.enableSandbox(); session.defaultSession.setDevicePermissionHandler(() => true);',
  ),
  main(
    6,
    'app.enableSandbox();',
    'app.enableSandbox(); app.on("certificate-error", (e, w, u, r, c, done) => done(true));',
  ),
  main(
    7,
    'app.enableSandbox();',
    'app.enableSandbox(); session.defaultSession.webRequest.onHeadersReceived((d, done) => done({}));',
  ),
  main(15, 'app.enableSandbox();', 'app.enableSandbox(); app.setAsDefaultProtocolClient("triptych");'),
  main(
    20,
    'app.enableSandbox();',
    'app.enableSandbox(); session.defaultSession.registerPreloadScript({ type: "frame", filePath });',
  ),
]

const PAGES: readonly Mutant[] = [
  main(1, '.loadURL(address)', '.loadURL(process.env.PAGE ?? address), window.loadURL("http://localhost:5173")'),
  main(1, '://triptych`', '://triptych.example`'),
  main(1, '` === ORIGIN', '` !== ORIGIN'),
  main(1, 'url !== null && `', 'true || `'),
  main(1, ' && URL.parse(address)?.pathname === "/index.html"', ''),
  {
    point: 1,
    file: PAGE,
    from: '<div id="root">',
    to: '<script src="https://cdn.example/a.js"></script><div id="root">',
  },
  main(5, 'answer(false)', 'answer(true)'),
  main(5, 'setPermissionCheckHandler(() => false)', 'setPermissionCheckHandler(() => true)'),
  main(5, 'session.defaultSession.setPermissionCheckHandler(() => false);', ''),
  main(7, '"Content-Security-Policy": [', '"X-Content-Policy": ['),
  main(7, `"default-src 'none'"`, `"default-src 'self'"`),
  main(7, `"script-src 'self'"`, `"script-src 'self' 'unsafe-inline'"`),
  main(7, `"connect-src 'self'"`, `"connect-src *"`),
  main(7, `"require-trusted-types-for 'script'"`, `"object-src 'none'"`),
  { point: 7, file: PAGE, from: '<div id="root">', to: '<script>document.title = 1</script><div id="root">' },
  main(12, 'contents.on("will-attach-webview", (event) => event.preventDefault());', ''),
  main(12, '"will-attach-webview", (event) => event.preventDefault()', '"will-attach-webview", (event) => event.type'),
  main(13, '"will-navigate", (event) => {\n\t\tif (!isOwnPage', '"will-navigate", (event) => {\n\t\tif (isOwnPage'),
  main(13, '"will-redirect", (event) => {\n\t\tif (!isOwnPage', '"will-redirect", (event) => {\n\t\tif (!isOwnAddress'),
  main(13, '"will-redirect"', '"did-redirect-navigation"'),
  main(13, '(_event, contents) => lockDown(contents)', '(_event, contents) => contents.id'),
  main(14, 'action: "deny"', 'action: "allow"'),
  main(14, '({ action: "deny" })', '({ action: "deny", ...contents.answer })'),
  main(14, 'contents.setWindowOpenHandler(() => ({ action: "deny" }));', ''),
  main(18, 'supportFetchAPI: true,', 'supportFetchAPI: true, bypassCSP: true,'),
  main(18, '.loadURL(address)', '.loadFile(address)'),
  main(18, '"Choose a repository"', '"file:///index.html"'),
]

const BRIDGE: readonly Mutant[] = [
  main(15, 'shell.showItemInFolder(file)', 'shell.openExternal(file)'),
  main(15, 'shell.openExternal(href)', 'shell.openExternal(href, { activate: true })'),
  main(15, 'shell.openLink(link.href)', 'shell.openLink(url)'),
  main(15, 'const link = webLink(url)', 'const link = { href: url }'),
  main(15, 'shell.showItemInFolder(file)', 'shell.openPath(file)'),
  main(15, 'onPage(window.webContents);', 'onPage(window.webContents); window.webContents.openDevTools();'),
  main(15, 'onPage(window.webContents);', 'onPage(window.webContents); window.webContents.executeJavaScript("1");'),
  main(15, 'dialog.showOpenDialog', 'dialog.showSaveDialog'),
  main(15, 'app.enableSandbox();', 'require("@electron/remote"); app.enableSandbox();'),
  main(15, 'clipboard.writeText(text)', 'clipboard.readText(text)'),
  main(15, 'screen.getAllDisplays()', 'screen.getCursorScreenPoint()'),
  main(15, 'nativeImage.createFromBitmap(', 'nativeImage.createFromPath('),
  main(15, 'role: "copy"', 'role: "toggleDevTools"'),
  main(15, '{ role: "windowMenu" }', '{ role: "viewMenu" }'),
  main(17, 'trusted(event) ?', 'true ?'),
  main(17, 'trusted(event) ?', 'trusted(event) || method === "system.info" ?'),
  main(17, 'ipcMain.handle(RPC_CHANNEL', 'ipcMain.on("log", console.log); ipcMain.handle(RPC_CHANNEL'),
  main(17, 'answerCalls(isOwnFrame,', 'answerCalls(() => true,'),
  main(17, ' && senderFrame === sender.mainFrame', ''),
  main(17, ' && isOwnPage(senderFrame.url)', ' && isOwnAddress(senderFrame.url)'),
  main(17, ' && BrowserWindow.fromWebContents(sender) !== null', ''),
  main(20, 'import { BrowserWindow,', 'import { desktopCapturer, BrowserWindow,'),
  main(20, 'import("./electron-updater.js")', 'import("./electron-updater.js"), import("./electron-updater.js")'),
  main(20, 'import { BrowserWindow,', 'import "./electron-updater.js"; import { BrowserWindow,'),
  {
    point: 20,
    file: 'out/main/demo/agent.js',
    from: 'import path from "node:path"',
    to: 'import "electron"; import path from "node:path"',
  },
  { point: 20, file: PRELOAD, from: 'invoke(RPC_CHANNEL, method, input)', to: 'invoke(method, input)' },
  {
    point: 20,
    file: PRELOAD,
    from: '(_event, message) => listener(message)',
    to: '(event, message) => listener(event, message)',
  },
  {
    point: 20,
    file: PRELOAD,
    from: 'webUtils.getPathForFile(file)',
    to: 'webUtils.getPathForFile(file) || electron.webFrame',
  },
  { point: 20, file: PRELOAD, from: 'subscribe: (listener)', to: 'ipc: electron.ipcRenderer, subscribe: (listener)' },
  {
    point: 20,
    file: PRELOAD,
    from: 'let electron = require("electron");',
    to: 'let electron = require("electron"); require("node:fs");',
  },
  { point: 20, file: PRELOAD, from: 'return () => {', to: 'return electron.ipcRenderer; return () => {' },
]

const PRODUCT: readonly Mutant[] = [
  { point: 16, file: 'package.json', from: '"electron": "', to: '"electron": "^' },
  {
    point: 16,
    file: 'package-lock.json',
    from: '"node_modules/electron": {\n      "version": "',
    to: '"node_modules/electron": {\n      "version": "1',
  },
  { point: 19, file: PACKAGING, from: 'asar: true', to: 'asar: false' },
  ...['enableCookieEncryption', 'enableEmbeddedAsarIntegrityValidation', 'onlyLoadAppFromAsar', 'runAsNode'].map(
    (name) => ({
      point: 19,
      file: PACKAGING,
      from: `  ${name}: true`,
      to: `  ${name}: false`,
    }),
  ),
  ...['enableNodeOptionsEnvironmentVariable', 'enableNodeCliInspectArguments', 'grantFileProtocolExtraPrivileges'].map(
    (name) => ({ point: 19, file: PACKAGING, from: `  ${name}: false`, to: `  ${name}: true` }),
  ),
]

export const MUTANTS: readonly Mutant[] = [...WINDOWS, ...PAGES, ...BRIDGE, ...PRODUCT]
