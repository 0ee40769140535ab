import type { GitRepository } from './git.ts'

/** A file as it is in a commit or a tree. `bytes` null: it is larger than `maxBytes`. */
export interface Blob {
  bytes: Buffer | null
  /** Of the whole file. */
  total: number
}

/** Null: there is no file at this path (a folder, a link to another repository and nothing at all are none). */
export async function readBlob(
  repository: GitRepository,
  commit: string,
  path: string,
  maxBytes: number,
): Promise<Blob | null> {
  // A path is a path, never a pattern.
  const literal = { env: { GIT_LITERAL_PATHSPECS: '1' } }
  const { stdout } = await repository.run(['ls-tree', '-z', '-l', '--full-tree', commit, '--', path], literal)
  const entry = /^\d+ blob ([0-9a-f]+) +(\d+)\t/.exec(stdout.toString('latin1'))
  if (entry?.[1] === undefined) return null
  const total = Number(entry[2])
  if (total > maxBytes) return { bytes: null, total }
  return { bytes: (await repository.run(['cat-file', 'blob', entry[1]], { maxBytes: maxBytes + 1 })).stdout, total }
}
