/** Files that a person gives a run along. */

/** Of one file. */
export const MAX_ATTACHMENT_BYTES = 10 * 1024 * 1024
/** Of one run. */
export const MAX_ATTACHMENTS = 20
/** Bytes of a file in one call. */
export const MAX_UPLOAD_PIECE = 1024 * 1024
const MAX_NAME = 100

/** A file's name as it can stand on every system's disk: the last part of a path, in letters, digits, `.`, `-` and `_`. */
export function portableName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(plain)?.[0] ?? ''
  const stem = plain
    .slice(0, plain.length - ending.length)
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, MAX_NAME - ending.length)
  return `${stem === '' ? 'file' : stem}${ending}`
}

/** Where in a worktree a run's attached files lie during a turn. The run's id is in it, so that no repository has such a folder. */
export const attachmentsFolder = (runId: string): string =>
  `.triptych-attachments-${runId.replaceAll('-', '').slice(0, 12)}`

/** The name of the nth file there, from 1: two files may have the same name. */
export const attachedName = (n: number, name: string): string => `${n}-${portableName(name)}`
