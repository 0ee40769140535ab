import path from 'node:path'

/**
 * Paths in git are bytes, not text. Inside this folder a repository path is a string with one character per byte (latin1), so that
 * every name comes back from git, or goes to the disk, exactly as it is; only what people read is decoded.
 */
export type BytePath = string

/** The records of `-z` output. */
export function splitNul(output: Buffer): BytePath[] {
  return output.toString('latin1').split('\0').slice(0, -1)
}

/** Standard input for commands that read paths with `-z`. */
export function joinNul(records: readonly BytePath[]): Buffer {
  return Buffer.from(records.map((record) => `${record}\0`).join(''), 'latin1')
}

/** For people and records: UTF-8, with U+FFFD where the bytes are none. */
export function pathText(bytePath: BytePath): string {
  return Buffer.from(bytePath, 'latin1').toString('utf8')
}

export function toBytePath(text: string): BytePath {
  return Buffer.from(text, 'utf8').toString('latin1')
}

/** Where a repository path is on the disk. */
export function onDisk(root: string, bytePath: BytePath): Buffer {
  return Buffer.concat([Buffer.from(`${root}${path.sep}`, 'utf8'), Buffer.from(bytePath, 'latin1')])
}

/** A path in git's list of object folders may be quoted as in C, which keeps every character a part of the name. */
export function quoteAlternate(folder: string): string {
  return `"${folder.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`
}
