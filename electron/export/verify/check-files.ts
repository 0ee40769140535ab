import { type FileFacts, MANIFEST, type Manifest } from '../contents.ts'

/** What file managers leave behind in a folder that was looked at. */
const LEFT_BY_SYSTEMS: ReadonlySet<string> = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini'])

/** Pure. How the files that are there differ from those that were exported; a sentence for each. */
export function fileProblems(
  { files, report }: Pick<Manifest, 'files' | 'report'>,
  found: ReadonlyMap<string, FileFacts>,
): { problems: string[]; notes: string[] } {
  const listed = [...files, report]
  const names = new Map(listed.map(({ path, sha256 }) => [sha256, path]))
  const known = new Set([MANIFEST, ...listed.map(({ path }) => path)])
  const added = [...found.keys()].filter((file) => !known.has(file))
  const isLeft = (file: string): boolean => LEFT_BY_SYSTEMS.has(file.split('/').at(-1) ?? '')
  return {
    problems: [
      ...listed.flatMap((file) => difference(file, found.get(file.path), names)),
      ...added.filter((file) => !isLeft(file)).map((file) => `${file}: added. It was not exported.`),
    ],
    notes: added.filter(isLeft).map((file) => `${file} was left by a file manager. It is no part of the export.`),
  }
}

function difference(
  { path, bytes, sha256 }: FileFacts,
  found: FileFacts | undefined,
  names: ReadonlyMap<string, string>,
): string[] {
  if (found === undefined) return [`${path}: missing.`]
  if (found.sha256 === sha256) return []
  const other = names.get(found.sha256)
  if (other !== undefined) return [`${path}: swapped. It holds what ${other} should hold.`]
  const size =
    found.bytes === bytes ? `${bytes} bytes, as many as were exported` : `${found.bytes} bytes instead of ${bytes}`
  return [`${path}: changed. ${size}; its hash is ${found.sha256} instead of ${sha256}.`]
}
