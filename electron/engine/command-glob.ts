/**
 * Whatever joins, nests, redirects or expands commands in a POSIX shell or in cmd.exe, and every control character but the tab
 * (a line end separates commands).
 */
const OPERATORS = /[;&|<>$`(){}%^!]|[^\P{Cc}\t]/gu

/**
 * Whether a rule that allows `pattern` allows this command line. `*` stands for anything but shell operators: they must all be
 * written in the pattern, so that `npm test*` never lets `npm test; rm -r .` through.
 */
export function allowsCommand(pattern: string, command: string): boolean {
  // All operators of the command are used up by those of the pattern, so none is left for a `*`.
  return operatorsOf(pattern.trim()) === operatorsOf(command.trim()) && matchesStars(pattern.trim(), command.trim())
}

/** Whether a rule that rejects `pattern` rejects this command line: the whole of it, or any part between shell operators. */
export function rejectsCommand(pattern: string, command: string): boolean {
  const wanted = withPlainSpaces(pattern)
  return [command, ...command.split(OPERATORS)].flatMap(spellings).some((part) => matchesStars(wanted, part))
}

/** As it is written, as a shell reads it, and without what may stand before the name of the program: variables and its folder. */
function spellings(part: string): string[] {
  const written = withPlainSpaces(part)
  const read = written.replace(/['"\\]/g, '')
  return [written, read, read.replace(/^(?:\w+=\S* )*(?:\S*\/)?/, '')]
}

const operatorsOf = (text: string): string => (text.match(OPERATORS) ?? []).join('')
const withPlainSpaces = (text: string): string => text.trim().replace(/\s+/g, ' ')

/** Linear in both, so that no command line an agent thinks of takes long. */
function matchesStars(pattern: string, text: string): boolean {
  const [first = '', ...middle] = pattern.split('*')
  const last = middle.pop()
  if (last === undefined) return text === pattern
  if (!text.startsWith(first)) return false
  let from = first.length
  for (const part of middle) {
    const at = text.indexOf(part, from)
    if (at === -1) return false
    from = at + part.length
  }
  return text.length - last.length >= from && text.endsWith(last)
}
