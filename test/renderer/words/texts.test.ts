import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { textsIn } from '../../support/stray-texts.ts'
import { textKeys } from '../../support/text-keys.ts'

const RENDERER = path.resolve(import.meta.dirname, '../../../renderer')
const TEXTS = path.join(RENDERER, 'words/texts')
/** Long lists of names that programs give to each other; nobody reads them. */
const NAMES_ONLY = ['viewers/language.ts', 'viewers/tones.ts']

const sources = readdirSync(RENDERER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
  .map((entry) => path.relative(RENDERER, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  .filter((file) => !file.startsWith('words/'))
  .map((file) => ({ file, code: readFileSync(path.join(RENDERER, file), 'utf8') }))
const areas = readdirSync(TEXTS).filter((name) => name !== 'shown.ts')

test('all English of the window is in renderer/words', () => {
  expect(sources.length).toBeGreaterThan(200)
  const strays = sources
    .filter(({ file }) => !NAMES_ONLY.includes(file))
    .flatMap(({ file, code }) => textsIn(code, file.endsWith('x')).map(({ text }) => `${file}: ${text}`))
  expect(strays).toEqual([])
})

test('each text is used, and in the file that is named above it', () => {
  expect(areas.length).toBeGreaterThan(20)
  const unused = areas.flatMap((area) => {
    const users = sources.filter(({ code }) => code.includes(`words/texts/${area}'`))
    const name = area === 'common.ts' ? 'COMMON' : 'TEXT'
    const keys = textKeys(readFileSync(path.join(TEXTS, area), 'utf8'))
    return keys.flatMap(({ key, user }) => {
      const use = new RegExp(`\\b${name}\\.${key}\\b`)
      const isUsed = users.some(({ file, code }) => (user === '' || path.basename(file) === user) && use.test(code))
      return isUsed ? [] : [`${area}: ${key} in ${user}`]
    })
  })
  expect(unused).toEqual([])
})

test('no text stands there twice: what several areas say is in common.ts', async () => {
  const found = new Map<string, string[]>()
  for (const area of areas) {
    const texts: Record<string, unknown> = await import(path.join(TEXTS, area))
    for (const [key, text] of Object.entries(texts)) {
      const read = typeof text === 'function' ? `(${text(...Array(text.length).fill('…'))})` : String(text)
      found.set(read, [...(found.get(read) ?? []), `${area}: ${key}`])
    }
  }
  expect(found.size).toBeGreaterThan(1_000)
  expect([...found.values()].filter((places) => places.length > 1)).toEqual([])
})

test.each([
  ['<p>Nothing was changed.</p>', 'Nothing was changed.'],
  ['<p>\n  {count} selected\n</p>', ' selected'],
  ['<b>{isOpen ? "open" : "closed"}</b>', 'open'],
  ['<b>{`$' + '{count} open`}</b>', '… open'],
  ['<Button label="Close" />', 'Close'],
  ['const text = "Not read yet"', 'Not read yet'],
  ['const look = { icon: "done", word: "met" }', 'met'],
  ['const text = `Asked $' + '{ago}`', 'Asked …'],
])('%s would be found', (code, text) => {
  expect(textsIn(code, true).map((found) => found.text)).toContain(text)
})

test.each([
  '<p className="flex items-center gap-2">{text}</p>',
  '<Icon name="gate" />',
  'const look = isOpen ? "bg-lit text-ink" : "hover:bg-hover"',
  'if (state === "Not read") open()',
  'document.querySelector("section h2")',
  'const columns = `minmax(220px, $' + '{width}px) 1fr`',
  'throw new Error("There is no provider above")',
  '<a href={`#/run/$' + '{id}`}>{goal}</a>',
  'counted(files.length, "changed line")',
  'const line = `triptych approve $' + '{gate} --hash $' + '{hash}`',
])('%s says nothing to anybody', (code) => expect(textsIn(code, true)).toEqual([]))
