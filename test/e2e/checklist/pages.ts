/** What a page is, where it comes from and where it may go. */
import {
  argumentsOf,
  callsTo,
  descend,
  isNode,
  literalValue,
  membersOf,
  nameOf,
  type SyntaxNode,
} from '../syntax-tree.ts'
import { type BuiltApp, mainFiles, nodesIn, PAGE, shellOf, sourceOf, textOf } from './built-app.ts'
import { asksFor, type Point, unless } from './finding.ts'

/** Whatever listens to this event. */
const listenersOf = (app: BuiltApp, event: string): unknown[] =>
  callsTo(shellOf(app), /\.on$/)
    .map(argumentsOf)
    .flatMap(([name, listener]) => (literalValue(name) === event ? [listener] : []))

const IS_OUR_ORIGIN = `\`\${url.protocol}//\${url.host}\` === ORIGIN`

/** One page, one loader, one scheme of our own that has to pass by the policy. */
function ownContent(app: BuiltApp): string[] {
  const nodes = shellOf(app)
  const loads = callsTo(nodes, /\.loadURL$/).length
  return [
    ...unless(loads === 1, `Pages should be loaded in one place, and are in ${loads}.`),
    ...unless(nodes.some(isOwnOrigin), 'The origin of the page is not app://triptych.'),
    ...asksFor(shellOf(app), 'isOwnAddress', ['url !== null', IS_OUR_ORIGIN]),
    ...asksFor(shellOf(app), 'isOwnPage', ['isOwnAddress(address)', 'URL.parse(address)?.pathname === "/index.html"']),
    ...unless(!/(src|href)=["']?(https?:)?\/\//.test(textOf(app, PAGE)), `${PAGE} takes something from elsewhere.`),
  ]
}

function isOwnOrigin(node: SyntaxNode): boolean {
  if (node.type !== 'VariableDeclarator' || nameOf(node['id']) !== 'ORIGIN') return false
  const pieces = descend(node['init']).filter(({ type }) => type === 'TemplateElement')
  return pieces.map((piece) => JSON.stringify(piece['value'])).some((value) => value.includes('"://triptych"'))
}

function permissions(app: BuiltApp): string[] {
  const nodes = shellOf(app)
  const checked = callsTo(nodes, /\.setPermissionCheckHandler$/).map((call) => argumentsOf(call)[0])
  const requests = callsTo(nodes, /\.setPermissionRequestHandler$/).map((call) => argumentsOf(call)[0])
  const answers = requests.flatMap((listener) => callsTo(descend(listener), /^answer$/))
  const isNo = (listener: unknown): boolean => isNode(listener) && literalValue(listener['body']) === false
  return [
    ...unless(checked.length === 1 && checked.every(isNo), 'Not every permission check is answered with no.'),
    ...unless(
      answers.length === 1 && answers.every((call) => literalValue(argumentsOf(call)[0]) === false),
      'Not every permission request is answered with no.',
    ),
  ]
}

const REFUSED_SOURCES = /'unsafe-|https?:|wss?:|\*|blob:/
const NEEDED = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
]

function contentPolicy(app: BuiltApp): string[] {
  const nodes = mainFiles(app)
    .filter((file) => textOf(app, file).includes('Content-Security-Policy'))
    .flatMap((file) => nodesIn(app, file))
  const headers = nodes.filter(
    (node) => node.type === 'Property' && literalValue(node['key']) === 'Content-Security-Policy',
  )
  const directives = headers
    .flatMap(descend)
    .flatMap((node) => String(literalValue(node) ?? '').split(';'))
    .map((text) => text.trim())
    .filter((text) => /^[a-z-]+ /.test(text))
  return [
    ...unless(headers.length > 0, 'No page is sent a Content-Security-Policy.'),
    ...NEEDED.filter((one) => !directives.includes(one)).map((one) => `The policy has not exactly ${one}.`),
    ...directives.filter((one) => REFUSED_SOURCES.test(one)).map((one) => `The policy allows too much: ${one}.`),
    ...unless(
      !/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=/.test(textOf(app, PAGE)),
      `${PAGE} has inline code.`,
    ),
  ]
}

/** Refused unless the address is our own page. */
function stays(app: BuiltApp, event: string): string[] {
  const listeners = listenersOf(app, event)
  const guards = listeners.flatMap((listener) => descend(listener)).filter(({ type }) => type === 'IfStatement')
  const guarded = guards.map((guard) => `${sourceOf(guard['test'])}: ${preventsIn(guard['consequent'])}`)
  const holds = listeners.length === 1 && guarded.length === 1 && guarded[0] === '!isOwnPage(event.url): 1'
  return unless(holds, `${event} is not refused for every address but our own page.`)
}

const preventsIn = (node: unknown): number => callsTo(descend(node), /^event\.preventDefault$/).length

const everyPage = (app: BuiltApp): string[] => {
  const listeners = listenersOf(app, 'web-contents-created')
  const locked = listeners.flatMap((listener) => callsTo(descend(listener), /^lockDown$/))
  return unless(listeners.length === 1 && locked.length === 1, 'Not every page that is created is locked down.')
}

function noWebview(app: BuiltApp): string[] {
  const listeners = listenersOf(app, 'will-attach-webview')
  const bodies = listeners.map((listener) => (isNode(listener) ? sourceOf(listener['body']) : '?'))
  const refuses = bodies.length === 1 && bodies[0] === 'event.preventDefault()'
  return [...everyPage(app), ...unless(refuses, 'A <webview> is not refused.')]
}

function noPopup(app: BuiltApp): string[] {
  const nodes = shellOf(app)
  const handlers = callsTo(nodes, /\.setWindowOpenHandler$/).map((call) => argumentsOf(call)[0])
  const answers = handlers.map((handler) => membersOf(isNode(handler) ? handler['body'] : null))
  const denies = answers.length === 1 && answers.every((answer) => literalValue(answer?.get('action')) === 'deny')
  return [...everyPage(app), ...unless(denies, 'A page could open a window.')]
}

const PRIVILEGES = ['codeCache', 'secure', 'standard', 'supportFetchAPI']

function ownScheme(app: BuiltApp): string[] {
  const nodes = shellOf(app)
  const schemes = callsTo(nodes, /^protocol\.registerSchemesAsPrivileged$/)
  const given = schemes
    .flatMap((call) => descend(argumentsOf(call)[0]))
    .filter((node) => node.type === 'Property')
    .map((node) => nameOf(node['key']))
    .filter((key) => key !== 'scheme' && key !== 'privileges')
  const members = nodes.filter((node) => node.type === 'MemberExpression').map((node) => nameOf(node['property']))
  return [
    ...unless(schemes.length === 1 && callsTo(nodes, /^protocol\.handle$/).length === 1, 'There is no one own scheme.'),
    ...given.filter((key) => !PRIVILEGES.includes(key)).map((key) => `Our scheme has the privilege ${key}.`),
    ...unless(!members.includes('loadFile'), 'loadFile shows a file:// page.'),
    ...unless(!nodes.some((node) => /^file:/.test(String(literalValue(node) ?? ''))), 'There is a file: address.'),
    ...unless(!members.includes('interceptFileProtocol'), 'file: is intercepted.'),
  ]
}

export const PAGE_POINTS: readonly Point[] = [
  { number: 1, title: 'only our own page, from our own files', findings: ownContent },
  { number: 5, title: 'every permission is denied', findings: permissions },
  { number: 7, title: 'a content policy without inline, remote or text-as-markup', findings: contentPolicy },
  { number: 12, title: 'a <webview> is refused before it is there', findings: noWebview },
  {
    number: 13,
    title: 'no navigation away from the page',
    findings: (app) => [...everyPage(app), ...stays(app, 'will-navigate'), ...stays(app, 'will-redirect')],
  },
  { number: 14, title: 'no page opens a window', findings: noPopup },
  { number: 18, title: 'an own scheme with few rights, never file:', findings: ownScheme },
]
