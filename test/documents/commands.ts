/** The commands of the documents, as a person would copy them. Pure. */

/** Lines of the fenced blocks that are shell, in order, without what stands there for the reader. */
export function fencedCommands(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/^( *)```sh\n([\s\S]*?)^\1```/gm)].map(([, , text = '']) => text)
  return blocks.flatMap((text) => text.split('\n').map(withoutComment)).filter((line) => line !== '')
}

const withoutComment = (line: string): string => line.replace(/(^|\s+)# .*$/, '').trim()

/** What stands between backticks in the text itself and is a whole command: `triptych`, `npm` or `npx` and more, each once. */
export function inlineCommands(markdown: string): string[] {
  const prose = markdown.replaceAll(/^( *)```[\s\S]*?^\1```/gm, '')
  const coded = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text.trim())
  return [...new Set(coded.filter((text) => /^(triptych|npm|npx) [a-z][^…]*$/.test(text) && !text.endsWith(' --')))]
}

/** What a document says that a program prints: the coded texts of first columns, in the pieces between what differs each time. */
export function quotedMessages(markdown: string): string[] {
  const cells = markdown.split('\n').flatMap((line) => /^\| (.+?) \|/.exec(line)?.[1] ?? [])
  const coded = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text))
  return coded.flatMap((text) => text.split('…')).flatMap((piece) => (piece.trim().length > 3 ? [piece.trim()] : []))
}

/** Files that a document links to or shows, as it names them. */
export function localTargets(markdown: string): string[] {
  const targets = [...markdown.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)|(?:src|srcset)="([^"]+)"/g)]
  return targets.map(([, link, picture]) => link ?? picture ?? '').filter((target) => !/^https?:/.test(target))
}

/** A command with every `<name>` replaced; throws for a name that nobody knows. */
export function filled(command: string, values: Readonly<Record<string, string>>): string {
  return command.replaceAll(/<([a-z]+)>/g, (_all, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`nothing is known for <${name}> in: ${command}`)
    return value
  })
}

interface Asked {
  /** The program and what it is to do, up to its first option or value that is no plain word. */
  words: readonly string[]
  options: readonly string[]
}

/** What a command asks for, whatever the values are. */
function askedBy(command: string): Asked {
  const all = command.replace(/^npm run -s triptych -- /, 'triptych ').split(/[\s[\]]+/)
  const words = all.filter((word) => word !== '--' && word !== '')
  const first = words.findIndex((word) => !/^\w[\w-]*$/.test(word))
  const named = words.filter((word) => /^--[a-z]/.test(word) || /^-c\./.test(word))
  return {
    words: first === -1 ? words : words.slice(0, first),
    options: named.map((word) => word.replace(/=.*$/, '')),
  }
}

/** Whether `tried` does what `command` asks for, with other values or asked for more: then the one shows that the other works. */
export function showsThat(tried: string, command: string): boolean {
  const [one, other] = [askedBy(tried), askedBy(command)]
  const asksForIt = other.words.every((word, place) => one.words[place] === word)
  return asksForIt && other.options.every((option) => one.options.includes(option))
}
