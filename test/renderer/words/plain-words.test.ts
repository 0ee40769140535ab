import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const RENDERER = path.resolve(import.meta.dirname, '../../../renderer')

/** The window states the fact, the consequence and the remedy; none of these does. */
const EMPTY_WORDS = /\b(?:oops|please|sorry|successfully|whoops|something went wrong|an error occurred|uh oh)\b/i
/** A button says what will happen. */
const EMPTY_BUTTONS = />\s*(?:OK|Ok|Submit|Yes|No)\s*<\/(?:Button|button)>/
/** Nothing is cried out. */
const CRIED = /[A-Za-z]{3,}!\s*<\//

const sources = (): string[] =>
  readdirSync(RENDERER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))

const withoutComments = (code: string): string => code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')

const faultsIn = (code: string): string[] =>
  [EMPTY_WORDS, EMPTY_BUTTONS, CRIED].flatMap((pattern) => pattern.exec(withoutComments(code))?.[0] ?? [])

test('what the window says is plain: no pleading, no praise, no button that says nothing', () => {
  const files = sources()
  expect(files.length).toBeGreaterThan(100)
  const found = files.flatMap((file) =>
    faultsIn(readFileSync(file, 'utf8')).map((fault) => `${path.relative(RENDERER, file)}: ${fault}`),
  )
  expect(found).toEqual([])
})

test.each([
  ["const text = 'Please try again'", 'Please'],
  ['<p>Saved successfully</p>', 'successfully'],
  ['<Button>OK</Button>', '>OK</Button>'],
  ['<p>Done!</p>', 'Done!<'],
  ["'An error occurred'", 'An error occurred'],
])('%s would be found', (code, fault) => {
  expect(faultsIn(code)[0]).toContain(fault.slice(0, 5))
})

test('comments may say what they like, and code is not text', () => {
  expect(faultsIn('/* please! */\n// sorry\nif (!done) return !isOpen')).toEqual([])
})
