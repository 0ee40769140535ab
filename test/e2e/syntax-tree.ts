import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseAst } from 'vite'

/** A node of a syntax tree (ESTree), as far as the checks look at it. */
export interface SyntaxNode {
  readonly type: string
  readonly [member: string]: unknown
}

const ROOT = path.resolve(import.meta.dirname, '../..')

export const readBuilt = (file: string): string => readFileSync(path.join(ROOT, 'out', file), 'utf8')
/** The built files of a folder with this ending, the folders in it included. */
export function builtFiles(folder: string, ending: string): string[] {
  const below = readdirSync(path.join(ROOT, 'out', folder), { recursive: true, encoding: 'utf8' })
  return below.filter((file) => file.endsWith(ending)).map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
}
/** Every node of a built bundle, parents before children. */
export const nodesOf = (bundle: string): SyntaxNode[] => descend(parseAst(bundle))

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** The node and everything below it, parents before children. */
export function descend(value: unknown): SyntaxNode[] {
  const found: SyntaxNode[] = []
  collect(value, found)
  return found
}

function collect(value: unknown, found: SyntaxNode[]): void {
  if (Array.isArray(value)) for (const each of value) collect(each, found)
  if (!isNode(value)) return
  found.push(value)
  // Most members are text, numbers and flags: looking first is what makes a large bundle quick.
  for (const key in value) if (typeof value[key] === 'object') collect(value[key], found)
}

/** `a.b.c` as text; `?` for what is neither a name nor a member. */
export function nameOf(value: unknown): string {
  if (!isNode(value)) return '?'
  if (value.type === 'Identifier' || value.type === 'PrivateIdentifier') return String(value['name'])
  if (value.type === 'MemberExpression') {
    return `${nameOf(value['object'])}.${value['computed'] === true ? '*' : nameOf(value['property'])}`
  }
  return '?'
}

export function callsTo(nodes: readonly SyntaxNode[], callee: RegExp): SyntaxNode[] {
  return nodes.filter((node) => node.type === 'CallExpression' && callee.test(nameOf(node['callee'])))
}

export function argumentsOf(call: SyntaxNode | undefined): unknown[] {
  return Array.isArray(call?.['arguments']) ? call['arguments'] : []
}

/** Members of an object literal by key; null where it is none, or has a spread, which could override any of them. */
export function membersOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (!isNode(value) || value.type !== 'ObjectExpression' || !Array.isArray(value['properties'])) return null
  const properties = value['properties'].filter(isNode)
  if (properties.some(({ type }) => type !== 'Property')) return null
  return new Map(properties.map((property) => [nameOf(property['key']), property['value']]))
}

/** The value of a literal; minifiers write `true` as `!0`. */
export function literalValue(value: unknown): unknown {
  if (!isNode(value)) return undefined
  if (value.type === 'Literal') return value['value']
  if (value.type === 'UnaryExpression' && value['operator'] === '!') return !literalValue(value['argument'])
  return undefined
}

/** Every module that is imported or required by its name, in whatever way. */
export function importsOf(nodes: readonly SyntaxNode[]): string[] {
  const sources = nodes.flatMap((node) => {
    if (/^(Import|Export)/.test(node.type)) return [node['source']]
    return node.type === 'CallExpression' && /^(require|\w+\.require)$/.test(nameOf(node['callee']))
      ? [argumentsOf(node)[0]]
      : []
  })
  return sources.map(literalValue).filter((name) => typeof name === 'string')
}

/** Names taken from a module by `import { … } from`; `*` for the whole of it, `default` for its default. */
export function importedFrom(nodes: readonly SyntaxNode[], module: string): string[] {
  const imports = nodes.filter((node) => node.type === 'ImportDeclaration' && literalValue(node['source']) === module)
  return imports.flatMap((node) => {
    const specifiers = Array.isArray(node['specifiers']) ? node['specifiers'].filter(isNode) : []
    return specifiers.map((specifier) => {
      if (specifier.type === 'ImportSpecifier') return nameOf(specifier['imported'])
      return specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*'
    })
  })
}

/** Which members of these objects are used, as `object.member`; an object that is used as a whole is just its name. */
export function usesOf(nodes: readonly SyntaxNode[], objects: readonly string[]): string[] {
  const isOne = (value: unknown): boolean => objects.includes(nameOf(value).split('.').at(-1) ?? '')
  const uses = nodes.flatMap((node) => {
    if (node.type !== 'MemberExpression') return []
    if (isOne(node['object'])) return [nameOf(node).split('.').slice(-2).join('.')]
    return []
  })
  const whole = nodes.flatMap((node) =>
    Object.entries(node).flatMap(([key, value]) => {
      const values = Array.isArray(value) ? value : [value]
      const isPlace = node.type === 'MemberExpression' || key === 'imported' || key === 'local' || key === 'key'
      return isPlace ? [] : values.filter((each) => isNode(each) && isOne(each)).map((each) => nameOf(each))
    }),
  )
  return [...new Set([...uses, ...whole])].sort()
}
