/** README, SECURITY and docs/: every command is tried; links and pictures are there; messages are the program's own. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { isCommandName } from '../../electron/cli/commands.ts'
import { databaseFile } from '../../electron/home.ts'
import { ROOT } from '../../scripts/child.mjs'
import { fencedCommands, inlineCommands, localTargets, quotedMessages, showsThat } from './commands.ts'
import { isTried, KNOWN, OF_OTHERS } from './known.ts'
import { copyProject, copyToFormat, type Machine, makeMachine, valuesOf } from './machine.ts'
import { COMMAND_MS, commandsOf, tryCommand } from './try-command.ts'

/** In the order of a reader: a command finds what those before it have left. */
const PAGES = ['README', 'docs/first-run', 'docs/approvals', 'docs/recovery', 'docs/install', 'docs/agents']
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8')
const OTHERS = readdirSync(path.join(ROOT, 'docs')).filter((file) => file.endsWith('.md'))
const FILES = [
  ...new Set([
    ...PAGES.map((page) => `${page}.md`),
    ...OTHERS.map((file) => `docs/${file}`),
    ...['SECURITY.md', 'ARCHITECTURE.md'],
  ]),
]
const FENCED = FILES.flatMap((file) => fencedCommands(read(file)).map((command) => ({ file, command })))
const INLINE = FILES.flatMap((file) => inlineCommands(read(file)).map((command) => ({ file, command })))
const TRIED = Object.entries(KNOWN).flatMap(([command, known]) => (isTried(known) ? [command] : []))
const WHERE = 'test/documents/known.ts says who tries it'

describe('each command is tried', () => {
  test('every one that a block shows is known; nothing is known that no document has', () => {
    const shown = new Set(FENCED.map(({ command }) => command))
    expect(
      [...shown].filter((command) => KNOWN[command] === undefined),
      WHERE,
    ).toEqual([])
    const said = new Set([...FENCED, ...INLINE].map(({ command }) => command))
    expect(Object.keys(KNOWN).filter((command) => !said.has(command))).toEqual([])
  })

  const longer = Object.entries(KNOWN).flatMap(([command, known]) =>
    isTried(known) ? [] : [{ command, shorter: known.longerThan }],
  )
  test.each(longer)('$command: the shorter $shorter shows that it works', ({ command, shorter }) => {
    expect(TRIED, WHERE).toContain(shorter)
    expect(showsThat(shorter, command)).toBe(true)
  })

  test.each(INLINE)('$file names $command, which is tried as it stands or with other values', ({ command }) => {
    if (OF_OTHERS.some((pattern) => pattern.test(command))) return
    expect(KNOWN[command] !== undefined || TRIED.some((tried) => showsThat(tried, command)), WHERE).toBe(true)
    const [program, verb = ''] = command.replace(/^npm run -s triptych -- /, 'triptych ').split(/\s+/)
    if (program === 'triptych') expect(verb === 'help' || isCommandName(verb), command).toBe(true)
  })
})

const HERE = commandsOf('test/documents/documents.test.ts')
const inBlocks = new Set(FENCED.map(({ command }) => command))
const isOfProject = (command: string): boolean => /^npm (run (?!-s)|test)/.test(command)
const isFirst = (page: string, one: string, all = FENCED): boolean =>
  all.find(({ command }) => command === one)?.file === page
/** What its blocks show, those of the project once; and what only a text names, where it is named first. */
const ofPage = (page: string): string[] => [
  ...FENCED.flatMap(({ file, command }) =>
    file === page && HERE.includes(command) && (!isOfProject(command) || isFirst(page, command)) ? [command] : [],
  ),
  ...HERE.filter((one) => !inBlocks.has(one) && isFirst(page, one, INLINE)),
]

/** These write into their clone. */
const IN_COPY: Readonly<Record<string, (to: string) => string>> = {
  'npm run format': copyToFormat,
  'npm run faults -- --matrix': copyProject,
}
let machine: Machine | null = null

/** A run that waits at its plan: what the first page answers and steers. */
async function begin(fresh: Machine): Promise<Machine> {
  await tryHere('triptych run --repo ~/code/shop --goal "Add CSV export to the report"', fresh)
  return fresh
}

async function tryHere(command: string, { env, folder, shop, data }: Machine): Promise<void> {
  const copy = IN_COPY[command]?.(path.join(folder, `clone-${Math.random()}`))
  const values = existsSync(databaseFile(data)) ? valuesOf(data) : {}
  const cwd = command.includes('--repo .') ? shop : folder
  await tryCommand(command, { cwd, env: copy === undefined ? env : { ...env, PROJECT: copy }, values })
}

// One machine for all of them, so that a page finds what the pages before it have left.
describe.each(FILES.filter((file) => ofPage(file).length > 0))('the commands of %s, as a reader would', (file) => {
  test('each ends as it should', { timeout: 10 * COMMAND_MS }, async () => {
    machine ??= await begin(makeMachine())
    for (const command of ofPage(file)) await tryHere(command, machine)
  })
})

test.each(FILES)('what %s links to is there', (file) => {
  const missing = localTargets(read(file)).filter((target) => !existsSync(path.join(ROOT, path.dirname(file), target)))
  expect(missing).toEqual([])
})

const SOURCES = ['electron', 'renderer', 'shared', 'scripts', 'bin'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(tsx?|mjs)$/.test(file))
    .map((file) => ({ file: `${folder}/${file}`, text: read(`${folder}/${file}`) })),
)

test('the messages that the page of symptoms quotes are the program’s own', () => {
  const quoted = quotedMessages(read('docs/troubleshooting.md'))
  expect(quoted.length).toBeGreaterThan(10)
  expect(quoted.filter((piece) => !SOURCES.some(({ text }) => text.includes(piece)))).toEqual([])
})

test('no message of what is installed sends a person to a page that may not be there', () => {
  const isComment = (line: string): boolean => /^\s*(\*|\/\/|\/\*)/.test(line)
  const sent = SOURCES.filter(({ file }) => !file.startsWith('scripts/')).flatMap(({ file, text }) =>
    text
      .split('\n')
      .flatMap((line) =>
        !isComment(line) && /\b(docs\/[\w-]+|SECURITY|README)\.md/.test(line) ? [`${file}: ${line}`] : [],
      ),
  )
  expect(sent).toEqual([])
})
