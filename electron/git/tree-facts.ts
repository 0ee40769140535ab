import path from 'node:path'
import { type BytePath, pathText, splitNul } from './byte-paths.ts'
import type { GitRepository } from './git.ts'
import { GITLINK } from './raw-diff.ts'

/** What the files of a commit are, where that matters before any of them is written. Paths sorted as git sorts them. */
export interface TreeFacts {
  readonly files: number
  readonly submodules: readonly string[]
  /** Folders that git would take for bare repositories, with a configuration of their own. */
  readonly embedded: readonly string[]
  /** Links out of the repository, as "path → target". */
  readonly linksOut: readonly string[]
  readonly paths: readonly string[]
}

const LINK = '120000'
const MAX_LINK_BYTES = 4 * 1024 * 1024

/** Reads names and the targets of links; runs nothing and writes nothing. */
export async function readTree(repository: GitRepository, commit: string): Promise<TreeFacts> {
  const entries = splitNul((await repository.run(['ls-tree', '-r', '-z', commit])).stdout).map(parseEntry)
  const paths = entries.map((entry) => pathText(entry.path))
  return {
    files: entries.length,
    submodules: entries.filter(({ mode }) => mode === GITLINK).map((entry) => pathText(entry.path)),
    embedded: embeddedRepositories(paths),
    linksOut: await linksOut(
      repository,
      entries.filter(({ mode }) => mode === LINK),
    ),
    paths,
  }
}

interface Entry {
  readonly mode: string
  readonly id: string
  readonly path: BytePath
}

function parseEntry(record: string): Entry {
  const tab = record.indexOf('\t')
  const [mode = '', , id = ''] = record.slice(0, tab).split(' ')
  return { mode, id, path: record.slice(tab + 1) }
}

/** Pure. By git's own mark: `HEAD`, `objects` and `refs` side by side. */
export function embeddedRepositories(paths: readonly string[]): string[] {
  const files = new Set(paths)
  const folders = new Set(paths.flatMap((file) => above(file)))
  const heads = paths.filter((file) => file === 'HEAD' || file.endsWith('/HEAD'))
  return heads
    .map((head) => path.posix.dirname(head))
    .filter((folder) => {
      const has = (name: string): boolean => folders.has(path.posix.join(folder, name))
      const isMade = files.has(path.posix.join(folder, 'config')) || has('refs')
      return has('objects') && isMade
    })
}

function above(file: string): string[] {
  const parts = file.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

async function linksOut(repository: GitRepository, links: readonly Entry[]): Promise<string[]> {
  if (links.length === 0) return []
  const stdin = links.map(({ id }) => `${id}\n`).join('')
  const { stdout } = await repository.run(['cat-file', '--batch'], { stdin, maxBytes: MAX_LINK_BYTES })
  let at = 0
  return links.flatMap((link) => {
    const end = stdout.indexOf('\n', at)
    const size = Number(stdout.toString('latin1', at, end).split(' ')[2])
    const target = stdout.toString('utf8', end + 1, end + 1 + size)
    at = end + 1 + size + 1
    const place = pathText(link.path)
    return leadsOut(place, target) ? [`${place} → ${target}`] : []
  })
}

/** Pure, by the words alone: what a link leads to need not exist. */
export function leadsOut(place: string, target: string): boolean {
  if (path.posix.isAbsolute(target) || path.win32.isAbsolute(target)) return true
  const resolved = path.posix.normalize(path.posix.join(path.posix.dirname(place), target.replaceAll('\\', '/')))
  return resolved === '..' || resolved.startsWith('../')
}
