import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** A command of git as the application's source states it: its name and the options that are written out. */
export interface ProductCommand {
  readonly file: string
  readonly words: readonly string[]
}

const ELECTRON = path.resolve(import.meta.dirname, '../../../electron')
const USES_GIT = /\b(GitRepository|WorktreeIndex|openGit|runOutside|gitCall)\b/
const CALL = /\.(?:run|git)\(\s*(\[|[A-Za-z]\w*)/g

/** Every command of git in the application's source. Throws where one is put together in a way that cannot be read here. */
export function productCommands(): ProductCommand[] {
  const names = new Set(
    execFileSync('git', ['--list-cmds=builtins'], { encoding: 'utf8' }).trim().split('\n').concat('--version'),
  )
  return globSync(`${ELECTRON}/**/*.ts`).flatMap((file) => {
    const source = readFileSync(file, 'utf8')
    if (!USES_GIT.test(source)) return []
    assertReadable(file, source)
    return literalLists(source)
      .filter(([first]) => names.has(first ?? ''))
      .map((words) => ({ file: path.relative(ELECTRON, file), words }))
  })
}

/** Arguments are a list in place, a list with a name in the same file, or passed on from whoever has such a list. */
function assertReadable(file: string, source: string): void {
  for (const [call, argument = ''] of source.matchAll(CALL)) {
    // `sql` is the store's.
    if (argument === '[' || argument === 'sql') continue
    const isNamed = source.includes(`const ${argument} = [`)
    const isPassedOn = new RegExp(`\\(${argument}(: [^,]+)?, options`).test(source)
    if (!isNamed && !isPassedOn) throw new Error(`${file}: which command of git is "${call}"?`)
  }
}

/** The words in quotes of each list that begins with one: the name, then the options; operands differ from call to call. */
function literalLists(source: string): string[][] {
  return [...source.matchAll(/\[\s*'/g)].map(({ index }) => {
    const words = [...listAt(source, index).matchAll(/'([^']*)'/g)].map(([, word = '']) => word)
    return words.filter((word, place) => place === 0 || /^-./.test(word))
  })
}

function listAt(source: string, start: number): string {
  let depth = 0
  for (let end = start; end < source.length; end++) {
    if (source[end] === '[') depth++
    if (source[end] === ']') depth--
    if (depth === 0) return source.slice(start, end)
  }
  return source.slice(start)
}

/** Those of the commands that none of the recorded calls was. */
export function notPerformed(commands: readonly ProductCommand[], calls: readonly (readonly string[])[]): string[] {
  const missing = commands.filter(
    ({ words: [name, ...options] }) =>
      !calls.some(([called, ...given]) => called === name && options.every((option) => given.includes(option))),
  )
  return missing.map(({ file, words }) => `git ${words.join(' ')} (${file})`)
}
