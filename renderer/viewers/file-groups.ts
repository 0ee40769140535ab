export interface FolderGroup<F> {
  /** Empty for the top folder. */
  folder: string
  /** The index of the group's first file. */
  first: number
  files: readonly F[]
}

/** Neighbours in the same folder, in the given order. */
export function folderGroups<F extends { path: string }>(files: readonly F[]): FolderGroup<F>[] {
  const groups: (FolderGroup<F> & { files: F[] })[] = []
  for (const [index, file] of files.entries()) {
    const folder = file.path.slice(0, Math.max(0, file.path.lastIndexOf('/')))
    const last = groups.at(-1)
    if (last?.folder === folder) last.files.push(file)
    else groups.push({ folder, first: index, files: [file] })
  }
  return groups
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
