/** What every window is opened with. */
import { argumentsOf, callsTo, isNode, literalValue, membersOf, nameOf, type SyntaxNode } from '../syntax-tree.ts'
import { type BuiltApp, PRELOAD, shellOf } from './built-app.ts'
import { type Point, unless } from './finding.ts'

const WINDOW = /(^|\.)(BrowserWindow|BaseWindow|WebContentsView|BrowserView)$/
/** Every preference that a window may have, with the only value it may have. */
const PREFERENCES: Readonly<Record<string, boolean>> = {
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
}

const windowsOf = (app: BuiltApp): SyntaxNode[] =>
  shellOf(app).filter((node) => node.type === 'NewExpression' && WINDOW.test(nameOf(node['callee'])))

/** The preferences of each window by key; null where a spread could override any of them. */
function preferencesOf(app: BuiltApp): (ReadonlyMap<string, unknown> | null)[] {
  return windowsOf(app).map((window) => {
    const options = membersOf(argumentsOf(window)[0])
    return options === null ? null : membersOf(options.get('webPreferences'))
  })
}

/** Finds windows where one of these preferences is not literally what it must be. */
const preferences =
  (...names: readonly string[]) =>
  (app: BuiltApp): string[] => {
    const windows = preferencesOf(app)
    return [
      ...unless(windows.length > 0, 'No window is opened at all.'),
      ...windows.flatMap((found) => {
        if (found === null) return ['The options of a window are spread from elsewhere, so they could be anything.']
        return names
          .filter((name) => literalValue(found.get(name)) !== PREFERENCES[name])
          .map((name) => `A window has not literally ${name}: ${PREFERENCES[name]}.`)
      }),
    ]
  }

/** A preference that nobody thought about when this list was made. */
function unjudged(app: BuiltApp): string[] {
  const known = new Set(['preload', ...Object.keys(PREFERENCES)])
  return preferencesOf(app).flatMap((found) =>
    [...(found ?? new Map()).keys()]
      .filter((name) => !known.has(String(name)))
      .map((name) => `A window has the preference ${name}, which nobody judged.`),
  )
}

function sandboxed(app: BuiltApp): string[] {
  const enabled = callsTo(shellOf(app), /^app\.enableSandbox$/).length
  return [
    ...preferences('sandbox')(app),
    ...unless(enabled === 1, 'app.enableSandbox() should be called once, and is not.'),
    ...unless(app.has(PRELOAD), `There is no ${PRELOAD}: a sandboxed window would have no bridge.`),
  ]
}

function noSwitches(app: BuiltApp): string[] {
  const names = /^(enableBlinkFeatures|disableBlinkFeatures|blinkFeatures)$/
  const nodes = shellOf(app)
  const used = nodes.filter((node) => node.type === 'Property' && names.test(nameOf(node['key'])))
  const switches = nodes.filter(
    (node) =>
      node.type === 'MemberExpression' &&
      isNode(node['property']) &&
      /^append(Switch|Argument)$/.test(nameOf(node['property'])),
  )
  return [
    ...used.map((node) => `${nameOf(node['key'])} is set.`),
    ...switches.map((node) => `${nameOf(node)} changes how Chromium runs.`),
  ]
}

const NODE = ['nodeIntegration', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames']

export const WINDOW_POINTS: readonly Point[] = [
  { number: 2, title: 'no Node in any page', findings: preferences(...NODE) },
  {
    number: 3,
    title: 'context isolation in every window',
    findings: (app) => [...preferences('contextIsolation', 'devTools', 'spellcheck')(app), ...unjudged(app)],
  },
  { number: 4, title: 'every process is sandboxed', findings: sandboxed },
  { number: 6, title: 'web security stays on', findings: preferences('webSecurity') },
  { number: 8, title: 'no insecure content', findings: preferences('allowRunningInsecureContent') },
  { number: 9, title: 'no experimental features', findings: preferences('experimentalFeatures') },
  { number: 10, title: 'no Blink feature and no switch is turned on', findings: noSwitches },
  { number: 11, title: 'no <webview>, so none that opens popups', findings: preferences('webviewTag') },
]
