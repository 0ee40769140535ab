/** What a page can ask the main process for, and what that can do outside of it. */
import {
  argumentsOf,
  callsTo,
  descend,
  importedFrom,
  importsOf,
  isNode,
  literalValue,
  membersOf,
  nameOf,
  type SyntaxNode,
  usesOf,
} from '../syntax-tree.ts'
import {
  type BuiltApp,
  filesWithElectron,
  mainFiles,
  nodesIn,
  PRELOAD,
  shellOf,
  sourceOf,
  textOf,
} from './built-app.ts'
import { asksFor, type Point, unless } from './finding.ts'

/** The names of Electron that main may have; what it may do with some of them; what it may do with none. */
const IMPORTED = [
  ...'BrowserWindow Menu Notification Tray app clipboard dialog ipcMain nativeImage powerMonitor'.split(' '),
  ...'powerSaveBlocker protocol safeStorage screen session shell'.split(' '),
]
const LIMITED = ['clipboard', 'dialog', 'ipcMain', 'nativeImage', 'screen']
const USES = [
  ...['clipboard.writeText', 'dialog.showMessageBox', 'dialog.showOpenDialog', 'dialog.showErrorBox', 'ipcMain.handle'],
  ...['nativeImage.createFromBitmap', 'screen.getAllDisplays', 'screen.getPrimaryDisplay'],
]
const DANGEROUS =
  /^(openPath|trashItem|writeShortcutLink|readShortcutLink|executeJavaScript\w*|insertCSS|openDevTools|toggleDevTools|setCertificateVerifyProc|setWebRequest)$/

/** The one way to the person's browser, and what is handed to it: what the gate made of an address. */
const WAY_OUT = '(href) => shell.openExternal(href)'
const HANDED_OUT = 'shell.openLink(link.href)'

function onlyWebPages(nodes: readonly SyntaxNode[]): string[] {
  const uses = nodes.filter((node) => node.type === 'MemberExpression' && nameOf(node['property']) === 'openExternal')
  const ways = nodes.filter((node) => node.type === 'Property' && nameOf(node['key']) === 'openLink')
  const handed = callsTo(nodes, /\.openLink$/).map(sourceOf)
  const methods = nodes.filter((node) => node.type === 'Property' && literalValue(node['key']) === 'links.open')
  const answers = methods.flatMap((method) => descend(method['value']))
  const gates = answers.filter((node) => node.type === 'VariableDeclarator' && nameOf(node['id']) === 'link')
  return [
    ...unless(uses.length === 1, `openExternal is used ${uses.length} times.`),
    ...unless(ways.map((way) => sourceOf(way['value'])).join() === WAY_OUT, 'The way out is not what was judged.'),
    ...unless(handed.join() === HANDED_OUT, `What is opened is ${handed.join(', ')}.`),
    ...unless(
      gates.map((gate) => sourceOf(gate['init'])).join() === 'webLink(url)',
      'What is opened did not pass the gate.',
    ),
  ]
}

function noWayOut(app: BuiltApp): string[] {
  const nodes = shellOf(app)
  const members = nodes.filter((node) => node.type === 'MemberExpression').map((node) => nameOf(node['property']))
  const roles = nodes.map(literalValue).filter((value) => value === 'toggleDevTools' || value === 'viewMenu')
  return [
    ...onlyWebPages(nodes),
    ...members.filter((name) => DANGEROUS.test(name)).map((name) => `${name} is used.`),
    ...importsOf(nodes)
      .filter((module) => module.startsWith('@electron/'))
      .map((module) => `${module} is used.`),
    ...roles.map((role) => `The menu ${String(role)} has developer tools.`),
    ...usesOf(nodes, LIMITED)
      .filter((use) => LIMITED.includes(use.split('.')[0] ?? '') && use.includes('.') && !USES.includes(use))
      .map((use) => `${use} is used, which nobody judged.`),
  ]
}

function onlyOurPage(app: BuiltApp): string[] {
  const nodes = shellOf(app)
  const handlers = callsTo(nodes, /^ipcMain\.(handle|handleOnce|on|once|addListener)$/)
  const asked = handlers.map((call) => {
    const handler = argumentsOf(call)[1]
    const body = isNode(handler) ? handler['body'] : undefined
    return isNode(body) && body.type === 'ConditionalExpression' ? sourceOf(body['test']) : 'nothing'
  })
  return [
    ...unless(handlers.length === 1, `One channel should be answered, and ${handlers.length} are.`),
    ...asked.filter((test) => test !== 'trusted(event)').map((test) => `A call is let in by ${test}.`),
    ...unless(
      callsTo(nodes, /^answerCalls$/).every((call) => nameOf(argumentsOf(call)[0]) === 'isOwnFrame'),
      'Who is trusted is not decided by isOwnFrame.',
    ),
    ...asksFor(nodes, 'isOwnFrame', [
      'senderFrame !== null',
      'senderFrame === sender.mainFrame',
      'BrowserWindow.fromWebContents(sender) !== null',
      'isOwnPage(senderFrame.url)',
    ]),
  ]
}

/** The preload's whole bridge, as it must be but for white space. */
const BRIDGE = new Map([
  ['call', '(method, input) => electron.ipcRenderer.invoke(RPC_CHANNEL, method, input)'],
  [
    'subscribe',
    '(listener) => { const forward = (_event, message) => listener(message); electron.ipcRenderer.on(TOPIC_CHANNEL, forward); return () => { electron.ipcRenderer.removeListener(TOPIC_CHANNEL, forward); }; }',
  ],
  ['pathOf', '(file) => electron.webUtils.getPathForFile(file)'],
])

function bridge(app: BuiltApp): string[] {
  const preloads = [...app.keys()].filter((file) => file.startsWith('out/preload/'))
  const preload = nodesIn(app, PRELOAD)
  const exposed = callsTo(preload, /exposeIn(Main|Isolated)World$/)
  const [key, api] = argumentsOf(exposed[0])
  const members = membersOf(api) ?? new Map<string, unknown>()
  return [
    ...unless(preloads.length === 1, `There are ${preloads.length} files of the preload.`),
    ...importsOf(preload)
      .filter((module) => module !== 'electron')
      .map((module) => `The preload needs ${module}.`),
    ...unless(exposed.length === 1 && literalValue(key) === 'triptych', 'The page gets more than window.triptych.'),
    ...unless(members.size === BRIDGE.size, `window.triptych has ${members.size} members.`),
    ...[...BRIDGE]
      .filter(([name, source]) => sourceOf(members.get(name)) !== source)
      .map(([name]) => `window.triptych.${name} is not what was judged.`),
  ]
}

/** electron-updater as it is: it asks Electron for what it needs, and is loaded by packages that are updated, when a person looks. */
const UPDATER = 'out/main/electron-updater.js'

/** It has none of our modules, and one place loads it. */
function updaterAlone(app: BuiltApp): string[] {
  const loads = mainFiles(app).flatMap((file) =>
    nodesIn(app, file).filter(
      (node) => /^(Import|Export)/.test(node.type) && literalValue(node['source']) === './electron-updater.js',
    ),
  )
  return [
    ...unless(
      !/^\/\/(?:#region)? ?(?:electron|shared)\//m.test(textOf(app, UPDATER)),
      `${UPDATER} has modules of ours.`,
    ),
    ...unless(loads.length === 1, `${UPDATER} is loaded in ${loads.length} places.`),
    ...unless(
      loads.every(({ type }) => type === 'ImportExpression'),
      `${UPDATER} is loaded with the application.`,
    ),
  ]
}

function noMoreOfElectron(app: BuiltApp): string[] {
  return [
    ...filesWithElectron(app)
      .filter((file) => file !== 'out/main/main.js' && file !== UPDATER)
      .map((file) => `${file} knows Electron.`),
    ...updaterAlone(app),
    ...importedFrom(shellOf(app), 'electron')
      .filter((name) => !IMPORTED.includes(name))
      .map((name) => `main imports ${name} of Electron, which nobody judged.`),
    ...bridge(app),
  ]
}

export const BRIDGE_POINTS: readonly Point[] = [
  { number: 15, title: 'no program, address or script is opened for a page', findings: noWayOut },
  { number: 17, title: 'every message is answered to our own page only', findings: onlyOurPage },
  { number: 20, title: 'the page gets three functions, and nothing of Electron', findings: noMoreOfElectron },
]
