import path from 'node:path'
import type { ExpectedFiles } from './expected-files.ts'

const LIST = 'test/packaging/expected-files.ts'
/** As the bundlers write it. */
const HASH = '[\\w-]{8}'

interface Expected {
  folder: string
  name: string
  pattern: RegExp
  count: number
}

/** Chunks that are called as the bundler likes. */
export interface Shared {
  folder: string
  atMost: number
}

/**
 * Pure. What is otherwise than it is listed, each as a line that says where to mend it; none: every file (relative, with `/`) is one that
 * is listed or shared by those, and every one that is listed is there.
 */
export function unlikeExpected(files: readonly string[], listed: ExpectedFiles, shared?: Shared): string[] {
  const expected = Object.entries(listed).flatMap(([folder, names]) => entriesOf(folder, names))
  const others = files.filter((file) => !expected.some(({ pattern }) => pattern.test(file)))
  const isShared = shared === undefined ? () => false : sharedPattern(shared)
  const strangers = others.filter((file) => !isShared(file))
  return [
    ...tooMany(others.length - strangers.length, shared),
    ...strangers.map((file) => `${file} is not expected: if it belongs inside, ${placeFor(file, listed)}`),
    ...files.flatMap((file) => twiceListed(file, expected)),
    ...expected.flatMap((entry) => miscounted(entry, files)),
  ]
}

function sharedPattern({ folder }: Shared): (file: string) => boolean {
  const chunk = new RegExp(`^[a-z][a-z-]*-${HASH}\\.js$`)
  return (file) => path.posix.dirname(file) === folder && chunk.test(path.posix.basename(file))
}

function tooMany(count: number, shared?: Shared): string[] {
  if (shared === undefined || count <= shared.atMost) return []
  return [`${shared.folder} has ${count} shared chunks; ${LIST} expects ${shared.atMost} at most`]
}

function entriesOf(folder: string, names: readonly string[]): Expected[] {
  return [...new Set(names)].map((name) => ({
    ...{ folder, name, pattern: patternOf(path.posix.join(folder, name)) },
    count: names.filter((each) => each === name).length,
  }))
}

function patternOf(name: string): RegExp {
  const parts = name.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join(HASH)}$`)
}

/** The innermost folder of the list that it lies in, and what would stand there for it. */
function placeFor(file: string, listed: ExpectedFiles): string {
  const inside = Object.keys(listed).filter((folder) => folder === '.' || file.startsWith(`${folder}/`))
  const folder = inside.toSorted((one, other) => other.length - one.length)[0] ?? '.'
  const hashed = new RegExp(`-${HASH}(\\.\\w+)$`)
  return `add '${path.posix.relative(folder, file).replace(hashed, '-*$1')}' to ${where(folder)}`
}

const where = (folder: string): string => `'${folder}' in ${LIST}`

function twiceListed(file: string, expected: readonly Expected[]): string[] {
  const found = expected.filter(({ pattern }) => pattern.test(file))
  const names = found.map(({ folder, name }) => `'${name}' of ${where(folder)}`)
  return names.length < 2 ? [] : [`${file} is meant by more than one name: ${names.join(' and ')}`]
}

function miscounted({ folder, name, pattern, count }: Expected, files: readonly string[]): string[] {
  const found = files.filter((file) => pattern.test(file))
  if (found.length === count) return []
  const there = found.length === 0 ? 'it is not there' : `there is ${found.join(', ')}`
  return [`'${name}' is listed ${count === 1 ? 'once' : `${count} times`} under ${where(folder)}, and ${there}`]
}
