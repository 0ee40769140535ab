/** What implementation writes in the seeded runs; a flag makes a mistake of the first attempt, or mends it. */
import { testFile } from './seeded-repositories.ts'

export const CURSOR = `import { Buffer } from 'node:buffer'

/** What a page ends with, as an opaque text. */
export const encodeCursor = (last) => Buffer.from(JSON.stringify(last)).toString('base64url')

export const decodeCursor = (text) => JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
`
export const CURSOR_TEST = testFile(
  "import { decodeCursor, encodeCursor } from '../src/cursor.js'",
  'a cursor is read as it was written',
  "  assert.deepEqual(decodeCursor(encodeCursor({ at: 4, id: 'a' })), { at: 4, id: 'a' })",
)
export const QUERY = (refused: boolean): string => `export function readQuery({ limit = 50, offset, cursor }) {
${refused ? "  if (cursor !== undefined && offset !== undefined) throw new Error('Use cursor or offset, not both')\n" : ''}  return { limit: Math.min(limit, 200), offset: offset ?? 0, cursor: cursor ?? null }
}
`
export const ROUTE_TEST = testFile(
  "import { readQuery } from '../src/query.js'",
  'cursor with offset is refused',
  "  assert.equal(readQuery({ limit: 500 }).limit, 200)\n  assert.throws(() => readQuery({ cursor: 'x', offset: 3 }), /not both/)",
)
export const FLAT_CONFIG = "import { defineConfig } from 'eslint/config'\n\nexport default defineConfig([])\n"
export const QUEUE = (lost: boolean): string => `export function createQueue(file) {
  const waiting = ${lost ? '[]' : 'readAll(file)'}
  return { waiting, add: (job) => waiting.push(job) }
}
${lost ? '' : '\nconst readAll = (file) => file.read()\n'}`
export const QUEUE_TEST = testFile(
  "import { createQueue } from '../src/queue.js'",
  'what waited is there again',
  "  assert.deepEqual(createQueue({ read: () => ['job'] }).waiting, ['job'])",
)
