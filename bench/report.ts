import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../scripts/child.mjs'

const FILE = path.join(ROOT, 'docs/performance.md')

/** Puts a text between the markers of a section of docs/performance.md. Throws where the page has no such section. */
export function writeSection(name: string, text: string): void {
  if (!existsSync(FILE)) throw new Error(`${FILE} is not there.`)
  writeFileSync(FILE, sectionReplaced(readFileSync(FILE, 'utf8'), name, text))
}

/** Pure. */
export function sectionReplaced(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`]
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`There is no section between ${begin} and ${end}.`)
  return `${page.slice(0, from + begin.length)}\n\n${text.trim()}\n\n${page.slice(to)}`
}
