/** What is shipped, as texts by path: the mutants of the checklist's own test replace some of them. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { builtFiles, importsOf, isNode, nameOf, nodesOf, type SyntaxNode } from '../syntax-tree.ts'

export type BuiltApp = ReadonlyMap<string, string>

const ROOT = path.resolve(import.meta.dirname, '../../..')
export const PRELOAD = 'out/preload/preload.cjs'
export const PAGE = 'out/renderer/index.html'
export const PACKAGING = 'packaging/electron-builder.yml'

export function readBuiltApp(): BuiltApp {
  const built = [...builtFiles('main', '.js'), ...builtFiles('preload', 'js'), ...builtFiles('renderer', '.html')]
  const files = [...built.map((file) => `out/${file}`), PACKAGING, 'package.json', 'package-lock.json']
  return new Map(files.map((file) => [file, readFileSync(path.join(ROOT, file), 'utf8')]))
}

export const textOf = (app: BuiltApp, file: string): string => app.get(file) ?? ''

/** A bundle is read module by module, each text once: a mutant changes one, and the others take a quarter of a second. */
const MODULES = /^(?=\/\/ (?:electron|shared)\/\S+\.ts$)/m
const parsed = new Map<string, readonly SyntaxNode[]>()
const origins = new WeakMap<SyntaxNode, string>()

/** Every node of a file, parents before children. */
export const nodesIn = (app: BuiltApp, file: string): SyntaxNode[] =>
  textOf(app, file).split(MODULES).flatMap(nodesOfModule)

function nodesOfModule(text: string): readonly SyntaxNode[] {
  const nodes = parsed.get(text) ?? nodesOf(text)
  if (!parsed.has(text)) for (const node of nodes) origins.set(node, text)
  parsed.set(text, nodes)
  return nodes
}

export const mainFiles = (app: BuiltApp): string[] =>
  [...app.keys()].filter((file) => file.startsWith('out/main/') && file.endsWith('.js'))

/** The one file of the main process that may know Electron. */
export const shellOf = (app: BuiltApp): SyntaxNode[] => nodesIn(app, 'out/main/main.js')

/** Files of main that import electron in any way. */
export function filesWithElectron(app: BuiltApp): string[] {
  // A text without the word need not be parsed.
  const candidates = mainFiles(app).filter((file) => /['"`]electron(\/\w+)?['"`]/.test(textOf(app, file)))
  return candidates.filter((file) =>
    importsOf(nodesIn(app, file)).some((name) => name === 'electron' || name.startsWith('electron/')),
  )
}

/** The source of a node of `nodesIn`, on one line. */
export function sourceOf(node: unknown): string {
  if (!isNode(node) || typeof node['start'] !== 'number' || typeof node['end'] !== 'number') return '?'
  return (origins.get(node) ?? '').slice(node['start'], node['end']).replaceAll(/\s+/g, ' ')
}

/** A function declaration by its name; undefined where there is none. */
export const functionNamed = (nodes: readonly SyntaxNode[], name: string): SyntaxNode | undefined =>
  nodes.find((node) => node.type === 'FunctionDeclaration' && nameOf(node['id']) === name)
