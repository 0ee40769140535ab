import path from 'node:path'

const CHUNK = /^[\w-]+-[\w-]{8}\.(?:js|css)$/
/** As scripts, styles and pages name one: at the end of a string. */
const NAMED = /["'`/]([\w-]+-[\w-]{8}\.(?:js|css))["'`]/g
const IS_READ = /\.(?:js|cjs|css|html)$/

/**
 * Pure. Chunks that nothing asks for, beginning with the files that have plain names, and chunks that are asked for and are not there; each
 * as a line. `textOf`: what one of the files (relative, with `/`) says. A chunk is known by its name, which has the hash of its content.
 */
export function unlinked(files: readonly string[], textOf: (file: string) => string): string[] {
  const isChunk = (file: string): boolean => CHUNK.test(path.posix.basename(file))
  const chunks = new Map(files.filter(isChunk).map((file) => [path.posix.basename(file), file]))
  const reached = new Set(files.filter((file) => IS_READ.test(file) && !isChunk(file)))
  const missing: string[] = []
  // Grows while it is walked.
  for (const file of reached)
    for (const [, name = ''] of textOf(file).matchAll(NAMED)) {
      const chunk = chunks.get(name)
      if (chunk === undefined) missing.push(`${file} asks for ${name}, which is not there`)
      else reached.add(chunk)
    }
  const alone = [...chunks.values()].filter((file) => !reached.has(file))
  return [...new Set(missing), ...alone.map((file) => `nothing asks for ${file}`)]
}
