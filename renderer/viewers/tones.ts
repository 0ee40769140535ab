import type { Piece, Tone } from './pieces.ts'

/** What is needed of a syntax tree (hast): elements with class names, and text. */
export interface SyntaxNode {
  type: string
  value?: string
  properties?: { className?: unknown }
  children?: readonly SyntaxNode[]
}

const NAMES: Readonly<Record<Tone, string>> = {
  key: 'keyword built_in literal type selector-tag name section variable.language_ bullet',
  str: 'string number regexp symbol char.escape_ link code addition',
  fn: 'title attr attribute property selector-class selector-id selector-attr selector-pseudo',
  mute: 'comment quote doctag meta deletion formula',
}
const TONE_OF = new Map(
  (['key', 'str', 'fn', 'mute'] as const).flatMap((tone) =>
    NAMES[tone].split(' ').map((name) => [name, tone] as const),
  ),
)

/** `hljs-title function_` is `title.function_`. Null: the tone of what is around it. */
function toneOf(className: unknown): Tone | null {
  if (!Array.isArray(className)) return null
  const [first, second] = className.map(String)
  const name = (first ?? '').replace(/^hljs-/, '')
  return TONE_OF.get(`${name}.${second}`) ?? TONE_OF.get(name) ?? null
}

/** The lines of a highlighted text. As many as the text has line ends, and one. */
export function linesOfTree(root: SyntaxNode): Piece[][] {
  const lines: Piece[][] = [[]]
  const visit = (node: SyntaxNode, tone: Tone | null): void => {
    if (node.type === 'text') {
      const [first = '', ...rest] = (node.value ?? '').split('\n')
      add(lines, first, tone)
      for (const text of rest) {
        lines.push([])
        add(lines, text, tone)
      }
    }
    const inner = toneOf(node.properties?.className) ?? tone
    for (const child of node.children ?? []) visit(child, inner)
  }
  visit(root, null)
  return lines
}

function add(lines: Piece[][], text: string, tone: Tone | null): void {
  const line = lines.at(-1)
  if (text === '' || !line) return
  const last = line.at(-1)
  if (last?.tone === tone) last.text += text
  else line.push({ text, tone })
}
