/** One row of the tree of files. `depth` counts from 0. */
export type TreeRow =
  /** `path`: where it is, and what tells it from others; `count`: of the files below it. */
  | { kind: 'folder'; name: string; path: string; first: number; depth: number; isOpen: boolean; count: number }
  | { kind: 'file'; index: number; name: string; depth: number }

/** What tells a folder from the others: the same one may stand in the list twice. */
export const folderKey = ({ path, first }: { path: string; first: number }): string => `${first}:${path}`

/**
 * The files in their order, below their folders. Folders with nothing in them but one other are told in one row with it. `closed`:
 * keys of folders whose content is left out.
 */
export function treeRows(files: readonly { path: string }[], closed: ReadonlySet<string> = new Set()): TreeRow[] {
  const rows: TreeRow[] = []
  const parts = files.map(({ path }) => path.split('/'))
  const add = (from: number, to: number, level: number, depth: number): void => {
    for (let at = from; at < to; ) {
      const name = parts[at]?.[level] ?? ''
      if ((parts[at]?.length ?? 0) === level + 1) {
        rows.push({ kind: 'file', index: at, name, depth })
        at++
        continue
      }
      const end = endOf(parts, at, to, level)
      const inner = sharedLevel(parts, at, end, level)
      const path = (parts[at] ?? []).slice(0, inner).join('/')
      const isOpen = !closed.has(folderKey({ path, first: at }))
      const shown = (parts[at] ?? []).slice(level, inner).join('/')
      rows.push({ kind: 'folder', name: shown, path, first: at, depth, isOpen, count: end - at })
      if (isOpen) add(at, end, inner, depth + 1)
      at = end
    }
  }
  add(0, files.length, 0, 0)
  return rows
}

/** Up to where neighbours are in the same folder. */
function endOf(parts: readonly string[][], at: number, to: number, level: number): number {
  const name = parts[at]?.[level]
  let end = at
  while (end < to && parts[end]?.[level] === name && (parts[end]?.length ?? 0) > level + 1) end++
  return end
}

/** How many folders all of them share, at least one more than `level`. */
function sharedLevel(parts: readonly string[][], at: number, end: number, level: number): number {
  let shared = level + 1
  const isShared = (each: readonly string[] | undefined): boolean =>
    (each?.length ?? 0) > shared + 1 && each?.[shared] === parts[at]?.[shared]
  while (parts.slice(at, end).every(isShared)) shared++
  return shared
}

/** Where a key leads in a list of `count`; null: the key is not for the list, or there is nothing there. */
export function stepTo(key: string, at: number, count: number): number | null {
  const targets = new Map([
    ['ArrowDown', at + 1],
    ['ArrowUp', at - 1],
    ['Home', 0],
    ['End', count - 1],
  ])
  const next = targets.get(key)
  return next === undefined || next < 0 || next >= count ? null : next
}
