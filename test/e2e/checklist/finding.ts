import { descend, isNode, type SyntaxNode } from '../syntax-tree.ts'
import { type BuiltApp, functionNamed, sourceOf } from './built-app.ts'

/** One point of Electron's list (its documentation, tutorial/security), as far as what is shipped can show it. */
export interface Point {
  /** As in Electron's list. */
  number: number
  title: string
  /** What is wrong, a sentence each; empty: it holds. */
  findings: (app: BuiltApp) => string[]
}

export const unless = (holds: boolean, finding: string): string[] => (holds ? [] : [finding])

/** What an `&&` joins, as source texts. */
export function conjuncts(node: unknown): string[] {
  if (isNode(node) && node.type === 'LogicalExpression' && node['operator'] === '&&') {
    return [...conjuncts(node['left']), ...conjuncts(node['right'])]
  }
  return [sourceOf(node)]
}

/** The function must return exactly this conjunction, whatever it does before. */
export function asksFor(nodes: readonly SyntaxNode[], name: string, conditions: readonly string[]): string[] {
  const returned = descend(functionNamed(nodes, name)).filter((node: SyntaxNode) => node.type === 'ReturnStatement')
  if (returned.length !== 1) return [`${name} should return once, and returns ${returned.length} times.`]
  const asked = conjuncts(returned[0]?.['argument'])
  return [
    ...conditions.filter((one) => !asked.includes(one)).map((one) => `${name} does not ask for ${one}.`),
    ...asked.filter((one) => !conditions.includes(one)).map((one) => `${name} asks for ${one}, which nobody judged.`),
  ]
}
