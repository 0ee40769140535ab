/** Finds English in the source of the window and of the desktop shell: what a person would read, by where it stands and what it looks like. */
import { parseAst } from 'vite'

/** A text in the source, by its place in it. */
export interface FoundText {
  kind: 'jsx' | 'attribute' | 'literal' | 'template'
  start: number
  end: number
  /** As it is read; a value in it is `…`. */
  text: string
  /** The values of a template, by their places. */
  values: { start: number; end: number }[]
}

interface Node {
  type: string
  start: number
  end: number
  [member: string]: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** A person reads the values of these, whatever they look like. */
const READ =
  /^(?:children|title|label|aria-label|aria-description|aria-roledescription|aria-valuetext|alt|placeholder|what|word|words|hint|note|text|meaning|remedy|message|noun|action|strong|rest|sentence|reason)$/
/** Nobody reads the values of these. */
const UNREAD =
  /^(?:aria-describedby|aria-labelledby|aria-controls|htmlFor|className|class|style|keys|icon|tone|look|d|viewBox|href|id|key|role|type|columns|fill|stroke|kind|transform|markClass|row|sign|mark|rect|colour|bar|points|code|lang|rel|target|method|wing|view|source|capture|accept)$/
/** What is given to these is no text for a person. */
const UNREAD_CALLS =
  /(?:Error|useMedia|useKept|querySelector(?:All)?|closest|matches|getElementById|addEventListener|removeEventListener|call|useCall|useAction|getItem|setItem|removeItem|split|join|includes|startsWith|endsWith|indexOf|replaceAll?|RegExp|test|match|DateTimeFormat|NumberFormat|toLocaleString|get|has|querySelector|setAttribute|getAttribute|createElement|getPropertyValue|counted|countedLong|padStart|padEnd|localeCompare|runRoute|reveal|error|warn)$/
const KEY_NAMES =
  /^(?:Escape|Enter|Arrow\w+|Home|End|Tab|Delete|Backspace|Shift|Control|Meta|Alt|Page(?:Up|Down)|Space|Event|File|Files|Text|Accept|Highlight|Canvas|Ctrl|Dead|Unidentified|Process)$/
const CODE =
  /minmax\(|calc\(|clamp\(|\d(?:px|fr|rem|ch)\b|^M[\d.]|^#|^\(\w+-|var\(--|^https?:|[\w-]\[[\w-]|(?:^|\s)(?:[a-z]+:)?-?[a-z]+-(?:\d|\[|\()|translate\(|oklch\(|^<|^(?:null|deny)$|^CommandOrControl\+|^[A-Z]+(?:_[A-Z]+)+$|\*|^triptych [a-z]+ [-<"…]|^ --[a-z]+ …$|^(?:text|bg|border|fill|stroke)-[a-z]|^(?:diff --git|new file|deleted file)/

/** Words, not the names of classes: those have dashes, colons and brackets in them. */
function looksRead(text: string): boolean {
  if (!/[A-Za-z]{2}/.test(text) || CODE.test(text) || KEY_NAMES.test(text)) return false
  if (/^[A-Z][a-z]/.test(text)) return true
  const words = text.trim().split(/\s+/)
  if (words.length < 2) return false
  return (
    !words.some((word) => /^[a-z\d-]*[a-z]-[a-z\d.[\]/-]+$|^[a-z-]+:[a-z]|^[a-z]+-\[/.test(word)) && !isLayout(words)
  )
}

const LAYOUT =
  /^(?:flex|grid|block|inline|hidden|relative|absolute|sticky|fixed|truncate|underline|italic|contents|table|grow|shrink|border|rounded|uppercase|group|peer|triptych|hinged|[a-z])$/
const isLayout = (words: readonly string[]): boolean => words.every((word) => LAYOUT.test(word))

/** JSX takes line ends with the blanks around them away. */
function jsxValue(raw: string): string {
  const lines = raw.split('\n')
  return lines
    .map((line, at) => (at > 0 ? line.trimStart() : line))
    .map((line, at) => (at < lines.length - 1 ? line.trimEnd() : line))
    .filter((line) => line !== '')
    .join(' ')
}

/** Where something stands: the name of the property or attribute, and what it is given to. */
interface Place {
  name: string | null
  call: string | null
}

const NOWHERE: Place = { name: null, call: null }

/** The texts in one file, in the order in which they stand there. */
export function textsIn(code: string, isTsx: boolean): FoundText[] {
  const found: FoundText[] = []
  visit(parseAst(code, { lang: isTsx ? 'tsx' : 'ts' }), NOWHERE, found)
  return found.sort((a, b) => a.start - b.start)
}

function visit(value: unknown, place: Place, found: FoundText[]): void {
  if (Array.isArray(value)) {
    for (const each of value) visit(each, place, found)
    return
  }
  if (!isNode(value)) return
  if (/^(?:Import|TSLiteralType|TSTypeAnnotation|TSTypeReference|TSTypeAlias|TSInterface)/.test(value.type)) return
  if (value.type === 'JSXText') takeJsx(value, found)
  else if (value.type === 'Literal') takeLiteral(value, place, found)
  else if (value.type === 'TemplateLiteral') takeTemplate(value, place, found)
  for (const [key, inner, at] of innerOf(value, place)) if (key !== 'type') visit(inner, at, found)
}

/** What is inside of a node, with where that stands. */
function innerOf(node: Node, place: Place): [string, unknown, Place][] {
  const all = (at: Place): [string, unknown, Place][] =>
    Object.keys(node)
      .flatMap((key) => (typeof node[key] === 'object' ? [[key, node[key], at] as const] : []))
      .map(([key, inner, where]): [string, unknown, Place] => [key, inner, where])
  switch (node.type) {
    case 'JSXElement':
    case 'JSXFragment':
      return [
        ['openingElement', node['openingElement'], NOWHERE],
        ['children', node['children'], { name: 'children', call: null }],
      ]
    case 'ConditionalExpression':
      return [
        ['test', node['test'], NOWHERE],
        ['consequent', node['consequent'], place],
        ['alternate', node['alternate'], place],
      ]
    case 'LogicalExpression':
      return [
        ['left', node['left'], node['operator'] === '&&' ? NOWHERE : place],
        ['right', node['right'], place],
      ]
    case 'JSXAttribute':
      return [['value', node['value'], { name: nameOf(node['name']), call: null }]]
    case 'Property':
      return [
        ...(node['computed'] === true ? ([['key', node['key'], place]] as [string, unknown, Place][]) : []),
        ['value', node['value'], { name: nameOf(node['key']), call: null }],
      ]
    case 'CallExpression':
    case 'NewExpression':
      return [
        ['callee', node['callee'], place],
        ['arguments', node['arguments'], { name: null, call: nameOf(node['callee']) }],
      ]
    case 'VariableDeclarator':
      return [['init', node['init'], NOWHERE]]
    case 'MemberExpression':
      return [['object', node['object'], { name: null, call: nameOf(node['property']) }]]
    case 'BinaryExpression':
      return /^[=!]==?$/.test(String(node['operator'])) ? [] : all(place)
    case 'SwitchCase':
      return [['consequent', node['consequent'], place]]
    case 'TemplateLiteral':
      return [['expressions', node['expressions'], NOWHERE]]
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
      return [
        ['params', node['params'], NOWHERE],
        ['body', node['body'], NOWHERE],
      ]
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return [['expression', node['expression'], place]]
    default:
      return all(node.type === 'JSXExpressionContainer' ? place : node.type.startsWith('JSX') ? NOWHERE : place)
  }
}

function nameOf(value: unknown): string {
  if (!isNode(value)) return ''
  if (value.type === 'MemberExpression') return nameOf(value['property'])
  if (value.type === 'Literal') return String(value['value'])
  return typeof value['name'] === 'string' ? value['name'] : ''
}

const isUnread = ({ name, call }: Place): boolean =>
  (name !== null && UNREAD.test(name)) || (call !== null && UNREAD_CALLS.test(call))

function takeJsx(node: Node, found: FoundText[]): void {
  const text = jsxValue(String(node['value']))
  if (/[A-Za-z]/.test(text)) found.push({ kind: 'jsx', start: node.start, end: node.end, text, values: [] })
}

function takeLiteral(node: Node, place: Place, found: FoundText[]): void {
  const text = node['value']
  if (typeof text !== 'string' || isUnread(place)) return
  const isRead =
    place.name !== null && READ.test(place.name) ? /[A-Za-z]{2}/.test(text) && !CODE.test(text) : looksRead(text)
  const kind = place.name === null ? 'literal' : 'attribute'
  if (isRead) found.push({ kind, start: node.start, end: node.end, text, values: [] })
}

function takeTemplate(node: Node, place: Place, found: FoundText[]): void {
  if (isUnread(place)) return
  const quasis = Array.isArray(node['quasis']) ? node['quasis'].filter(isNode) : []
  const pieces = quasis.map((quasi) => String(Reflect.get(Object(quasi['value']), 'cooked')))
  const values = Array.isArray(node['expressions']) ? node['expressions'].filter(isNode) : []
  const text = pieces.join('…')
  const isRead = pieces.some((piece) => /[A-Za-z]{2,}/.test(piece)) && isSentence(text)
  if (isRead)
    found.push({
      ...{ kind: 'template', start: node.start, end: node.end, text },
      values: values.map(({ start, end }) => ({ start, end })),
    })
}

/** Classes, ids and places in CSS are made of pieces, too. */
function isSentence(text: string): boolean {
  if (CODE.test(text) || /^[\w-]*[-:/#.]…|^…[-:/#.][\w…-]*$|\w-…/.test(text.trim())) return false
  const words = text.split(/[\s…]+/).filter((word) => word !== '')
  if (words.some((word) => /^[a-z\d]+-[a-z\d-]+$|^[a-z-]+:[a-z]|\[/.test(word)) || isLayout(words)) return false
  return /[A-Za-z]{2,}[.:,]? |[ ][A-Za-z]{2,}|^[A-Z][a-z]/.test(text)
}
