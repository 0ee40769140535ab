import { readFileSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '..')
const source = (file: string): string => readFileSync(path.join(ROOT, 'renderer', file), 'utf8')

/** The three arches of the mark, as SVG paths in a box of 24 by 16. */
export function markPaths(): string[] {
  const paths = [...source('ui/mark.tsx').matchAll(/'(M[^']+Z)'/g)].map(([, shape]) => shape ?? '')
  if (paths.length !== 3) throw new Error(`The mark has ${paths.length} arches; three are drawn.`)
  return paths
}

/** A colour of the design, as in the dark theme: the icon is seen on every ground. */
function darkColour(name: string): string {
  const found = new RegExp(`^\\s*--${name}:\\s*(?:light-dark\\([^,]+,\\s*)?(#[0-9a-f]{6})`, 'm').exec(
    source('tokens.css'),
  )
  if (!found?.[1]) throw new Error(`tokens.css has no colour ${name}.`)
  return found[1]
}

/** The icon: no gold, which says that a person is needed. `inset`: how much of each side stays empty; macOS wants more of it than the others. */
export function iconSvg(inset: number): string {
  const side = 1024
  const edge = inset * side
  const inner = side - 2 * edge
  const scale = (inner * 0.68) / 24
  const [left, top] = [(side - 24 * scale) / 2, (side - 16 * scale) / 2]
  const colours = ['ink', 'lapis', 'ink'].map(darkColour)
  const arches = markPaths().map((shape, index) => `<path fill="${colours[index]}" d="${shape}"/>`)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}">`,
    '<title>Triptych</title>',
    `<rect x="${edge}" y="${edge}" width="${inner}" height="${inner}" rx="${inner * 0.225}" fill="${darkColour('panel')}"/>`,
    `<g transform="translate(${left} ${top}) scale(${scale})">${arches.join('')}</g>`,
    '</svg>',
  ].join('\n')
}
